"""Addresses of the differential: its pages and its API."""

from django.urls import path

from conditions.web.views import differentiate, differentiate_api

urlpatterns = [
    path("differentiate/", differentiate.differentiate, name="differentiate"),
    path("differentiate/read/", differentiate.read_story, name="differentiate-read"),
    path("differentiate/working/", differentiate.working, name="differentiate-working"),
    path("differentiate/working.csv", differentiate.working_file, name="differentiate-csv"),
    path("differentiate/method/", differentiate.method, name="differentiate-method"),
    path("api/v1/differentiate", differentiate_api.differentiate, name="api-differentiate"),
    path("api/v1/findings/recognise", differentiate_api.recognise, name="api-recognise"),
]
