"""Every saved state of a draft, so that a save can be compared, merged and taken back."""

from django.conf import settings
from django.db import models


class DraftRevision(models.Model):
    """The draft of a condition as it was saved once. Never updated, never deleted.

    `body` is the canonical JSON of the document as authors write it (nothing embedded).
    It names its condition by slug, so that a deleted draft can be brought back.
    """

    slug = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    body = models.TextField()
    note = models.CharField(max_length=300, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("slug", "-number")
        default_permissions = ("view",)
        constraints = (models.UniqueConstraint(fields=("slug", "number"), name="draft_revision_once"),)

    def __str__(self) -> str:
        return f"{self.slug}, revision {self.number}"
