"""Addresses of references: their pages, and the files for reference managers."""

from django.urls import path

from conditions.web.views import reference_downloads as files
from conditions.web.views import references

urlpatterns = [
    path("references/", references.reference_list, name="references"),
    path("references/<slug:identity>/", references.reference, name="reference"),
    path("references.<slug:suffix>", files.selection, name="references-download"),
    path("references/<slug:identity>.<slug:suffix>", files.single, name="reference-download"),
    path(
        "conditions/<slug:slug>/references.<slug:suffix>",
        files.condition,
        name="condition-references-download",
    ),
    path(
        "conditions/<slug:slug>/e/<int:number>/references.<slug:suffix>",
        files.edition,
        name="edition-references-download",
    ),
]
