"""The comparison and the red flags as PDF."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from conditions.catalogue import findings as catalogue_findings
from conditions.catalogue import read
from conditions.catalogue.brief import urgent
from conditions.document import sha256_of
from conditions.sheets.comparison import render_comparison
from conditions.sheets.printed import layout
from conditions.sheets.red_flags import render_red_flags
from conditions.web.pdf_response import pdf_response
from conditions.web.presenters import flags
from conditions.web.presenters.compare import FEWEST, MOST, compare, told_apart
from conditions.web.print_options import PrintOptions
from conditions.web.printing import comparison_sheet, red_flags_sheet
from conditions.web.views.compare import pick
from conditions.web.views.sheets import CURRENT

_comparison = lru_cache(maxsize=32)(render_comparison)
_red_flags = lru_cache(maxsize=4)(render_red_flags)


@require_safe
def compare_pdf(request: HttpRequest) -> HttpResponseBase:
    """`?c=slug&c=slug`, two to four: the comparison as it stands. 400 with the reason for any other list."""
    options = _options(request)
    picked, found, problem = pick(request.GET)
    if problem or len(picked) < FEWEST:
        raise BadRequest(
            problem or f"Name {FEWEST} to {MOST} conditions to compare, each as “c=” in the address."
        )
    documents = [found[slug] for slug in picked]
    sheet = comparison_sheet(
        compare(documents),
        told_apart(documents),
        numbers=read.edition_numbers(picked),
        address=f"{settings.SITE_URL}{reverse('compare')}?{urlencode([('c', slug) for slug in picked])}",
        site=settings.SITE_NAME,
    )
    return _answer(request, sheet, options, lambda: _comparison(sheet, paper=options.paper), "comparison.pdf")


@require_safe
def red_flags_pdf(request: HttpRequest) -> HttpResponseBase:
    """Every urgent finding with its action, and the conditions that are urgent themselves."""
    options = _options(request)
    sheet = red_flags_sheet(
        flags.grouped(catalogue_findings.findings()),
        urgent(),
        address=settings.SITE_URL + reverse("red-flags"),
        site=settings.SITE_NAME,
    )
    return _answer(request, sheet, options, lambda: _red_flags(sheet, paper=options.paper), "red-flags.pdf")


def _options(request: HttpRequest) -> PrintOptions:
    options = PrintOptions.from_params(request.GET)
    if options.large_print:
        raise BadRequest("Large print is for handouts only: leave “large” out.")
    return options


def _answer(
    request: HttpRequest, sheet: object, options: PrintOptions, make: Callable[[], bytes], name: str
) -> HttpResponseBase:
    tag = sha256_of(f"{layout()} {options.paper} {sheet!r}")[:32]
    return pdf_response(request, make, tag=tag, file_name=name, cache_control=CURRENT)
