"""Addresses for programs: patient records, feed readers, search engines, scripts."""

from django.urls import path

from conditions.web.views import infobutton

urlpatterns = [
    path("infobutton/", infobutton.infobutton, name="infobutton"),
    path("infobutton/profile/", infobutton.profile, name="infobutton-profile"),
    path("infobutton/try/", infobutton.try_it, name="infobutton-try"),
]
