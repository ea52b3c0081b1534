"""The product's addresses, and a view that does nothing to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    """What any request costs."""
    return HttpResponse("ok")


urlpatterns = [path("nothing/", nothing), path("", include("glutes.urls"))]
