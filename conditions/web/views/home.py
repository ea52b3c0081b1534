"""The front door: the search box, and every condition by region."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.catalogue import read
from conditions.document import REGIONS


def home(request: HttpRequest) -> HttpResponse:
    """The home page."""
    entries = read.live()
    regions = [(region, [e for e in entries if f"region:{region}" in e.terms]) for region in REGIONS]
    return render(request, "home.html", {"regions": [(r, found) for r, found in regions if found]})
