"""Reading without a network: the service worker, and the page that lists what is kept."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conditions.web.conditional import conditional


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker at the root, so that it may serve the whole site."""
    name = "js/sw.js"
    found = Path(settings.STATIC_ROOT) / name if settings.STATIC_ROOT else finders.find(name)
    if not found or not Path(found).is_file():
        raise Http404("There is no service worker.")
    response = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return conditional(request, response, max_age=0)


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The pages kept on this device; filled by script."""
    return render(request, "offline/kept.html")
