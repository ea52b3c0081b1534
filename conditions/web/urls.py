"""Public addresses."""

from django.urls import include, path

from conditions.web.views import condition, home, printouts, search, sheets, suggest

urlpatterns = [
    path("", include("conditions.web.differentiate_urls")),
    path("", include("conditions.web.machine_urls")),
    path("", include("conditions.web.reading_urls")),
    path("", include("conditions.web.reference_urls")),
    path("", home.home, name="home"),
    path("suggest/", suggest.suggestions, name="suggest"),
    path("conditions/", search.condition_list, name="conditions"),
    path("conditions/<slug:slug>/", condition.condition, name="condition"),
    path("conditions/<slug:slug>/e/<int:number>/", condition.edition, name="edition"),
    path("compare.pdf", printouts.compare_pdf, name="compare-pdf"),
    path("red-flags.pdf", printouts.red_flags_pdf, name="red-flags-pdf"),
    path("conditions/<slug:slug>/sheet/", sheets.sheet, name="sheet"),
    path("conditions/<slug:slug>/sheet.pdf", sheets.sheet_pdf, name="sheet-pdf"),
    path("conditions/<slug:slug>/handout/", sheets.handout, name="handout"),
    path("conditions/<slug:slug>/handout.pdf", sheets.handout_pdf, name="handout-pdf"),
    path("conditions/<slug:slug>/e/<int:number>/sheet/", sheets.sheet, name="edition-sheet"),
    path("conditions/<slug:slug>/e/<int:number>/sheet.pdf", sheets.sheet_pdf, name="edition-sheet-pdf"),
    path("conditions/<slug:slug>/e/<int:number>/handout/", sheets.handout, name="edition-handout"),
    path("conditions/<slug:slug>/e/<int:number>/handout.pdf", sheets.handout_pdf, name="edition-handout-pdf"),
]
