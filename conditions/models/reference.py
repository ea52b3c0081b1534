"""Published sources, as CSL-JSON describes them."""

from django.db import models
from django.db.models.functions import Lower

from conditions.document import Design, ReferenceType
from conditions.models.fields import SlugModel, choice, one_of, slug_shape


class Reference(SlugModel):
    """A source that statements, figures and findings cite."""

    class Standing(models.TextChoices):
        GOOD = "good", "In good standing"
        CORRECTED = "corrected", "Corrected"
        RETRACTED = "retracted", "Retracted"

    type = choice(ReferenceType)
    title = models.TextField()
    author = models.JSONField(default=list, blank=True, help_text="CSL names, in order.")
    editor = models.JSONField(default=list, blank=True, help_text="CSL names, in order.")
    container_title = models.CharField(max_length=300, blank=True, help_text="Journal or book.")
    issued = models.CharField(max_length=10, blank=True, help_text="2017, 2017-03 or 2017-03-21.")
    volume = models.CharField(max_length=300, blank=True)
    issue = models.CharField(max_length=300, blank=True)
    page = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=300, blank=True)
    edition = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    publisher_place = models.CharField(max_length=300, blank=True)
    genre = models.CharField(max_length=300, blank=True)
    doi = models.CharField("DOI", max_length=300, blank=True)
    pmid = models.CharField("PMID", max_length=9, blank=True)
    pmcid = models.CharField("PMCID", max_length=20, blank=True)
    isbn = models.CharField("ISBN", max_length=300, blank=True)
    issn = models.CharField("ISSN", max_length=300, blank=True)
    url = models.URLField("URL", max_length=2000, blank=True)
    accessed = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=300, blank=True)
    design = choice(Design)
    note = models.TextField(blank=True, help_text="One sentence that a reader of the citation should know.")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.GOOD)
    standing_note = models.TextField(blank=True, help_text="Where the retraction or correction is published.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            slug_shape("reference"),
            one_of("reference", "type", ReferenceType),
            one_of("reference", "design", Design),
            models.CheckConstraint(
                condition=models.Q(issued="") | models.Q(issued__regex=r"^\d{4}(-\d{2}){0,2}$"),
                name="reference_issued_is_a_date",
            ),
            models.UniqueConstraint(Lower("doi"), condition=~models.Q(doi=""), name="reference_doi_once"),
            models.UniqueConstraint(
                fields=("pmid",), condition=~models.Q(pmid=""), name="reference_pmid_once"
            ),
        )

    def __str__(self) -> str:
        first = self.author[0] if self.author else {}
        name = first.get("family") or first.get("literal") or self.publisher or "No author"
        others = " et al." if len(self.author) > 1 else ""
        return f"{name}{others} {self.issued[:4]}. {self.title}".replace("  ", " ")
