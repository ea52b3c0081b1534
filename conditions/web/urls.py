"""Public addresses."""

from django.urls import include, path

from conditions.web.views import condition, home, search

urlpatterns = [
    path("", include("conditions.web.machine_urls")),
    path("", home.home, name="home"),
    path("conditions/", search.condition_list, name="conditions"),
    path("conditions/<slug:slug>/", condition.condition, name="condition"),
    path("conditions/<slug:slug>/e/<int:number>/", condition.edition, name="edition"),
]
