"""Addresses beside and across the pages of conditions: editions, reports, comparison, findings, red flags."""

from django.conf import settings
from django.urls import path

from conditions.web.views import compare, editions, findings, report, styleguide

urlpatterns = [
    path("conditions/<slug:slug>/editions/", editions.editions, name="editions"),
    path("conditions/<slug:slug>/diff/<int:first>..<int:second>/", editions.between, name="changes"),
    path("conditions/<slug:slug>/report/", report.report, name="report"),
    path("compare/", compare.compare, name="compare"),
    path("findings/", findings.finding_list, name="findings"),
    path("findings/<slug:slug>/", findings.finding, name="finding"),
    path("findings/<slug:slug>/in/<slug:condition>/", findings.finding_in, name="finding-in"),
    path("red-flags/", findings.red_flags, name="red-flags"),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide.styleguide, name="styleguide"))
