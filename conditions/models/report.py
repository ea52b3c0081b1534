"""What readers report about a page: kept for the curators, shown to nobody else."""

from django.db import models


class ReaderReport(models.Model):
    """One report. `sender` is a keyed hash of the address that changes daily: it limits the rate and names nobody."""

    slug = models.SlugField(max_length=80)
    edition = models.PositiveIntegerField()
    about = models.CharField(
        max_length=300, blank=True, help_text="The part of the page, as the reader named it."
    )
    text = models.TextField(max_length=4000)
    contact = models.EmailField(blank=True, help_text="Where to answer, if the reader wants an answer.")
    sender = models.CharField(max_length=64, db_index=True)
    received_at = models.DateTimeField(db_index=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-received_at", "-id")

    def __str__(self) -> str:
        return f"{self.slug}, edition {self.edition}: {self.text[:60]}"
