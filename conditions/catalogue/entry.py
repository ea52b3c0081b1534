"""The rows of the catalogue. Written in the publishing transaction, read by everything public."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class CatalogueVersion(models.Model):
    """One row: a number that grows with each publication.

    Taking the next number locks the row, so publications happen one after the other
    and a reader that saw number n has seen everything up to n. `stamps` names the last
    versions, the newest first: a reader whose own stamp is among them can load what
    changed since; one that is not (a backup was restored, a replica was promoted) loads
    everything.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    stamps = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="catalogue_version_is_one_row"),)

    def __str__(self) -> str:
        return f"catalogue version {self.number}"


class ConditionEntry(models.Model):
    """A published condition, or the note that it was withdrawn."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    edition = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    reviewed_on = models.DateField(null=True)
    review_due = models.DateField(null=True)
    body = models.TextField(help_text="The current edition's document, as canonical JSON.")
    terms = ArrayField(
        models.CharField(max_length=120), default=list, help_text="Facet terms, as facet:value."
    )
    vector = SearchVectorField(null=True)
    card = models.TextField(default="", help_text="What lists and ranking need, as JSON.")
    titles = ArrayField(
        models.TextField(), default=list, help_text="Name, abbreviations and codes in one spelling each."
    )
    words = ArrayField(
        models.TextField(), default=list, help_text="Words of names, as n:word, and of claims, as c:word."
    )
    former_words = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        help_text="Words that earlier editions had, so that a reader can forget the row without looking everywhere.",
    )
    withdrawn = models.BooleanField(default=False)
    withdrawn_reason = models.TextField(blank=True)
    replacement = models.SlugField(max_length=80, blank=True)
    health = models.JSONField(
        default=dict,
        blank=True,
        help_text="What became of the sources since: see `conditions.catalogue.health`.",
    )
    changed_in = models.BigIntegerField(db_index=True, help_text="The catalogue version that wrote this row.")

    class Meta:
        ordering = ("name",)
        indexes = (
            GinIndex(fields=("vector",), name="condition_entry_vector"),
            GinIndex(fields=("titles",), name="condition_entry_titles"),
        )

    def __str__(self) -> str:
        return self.name


class FindingEntry(models.Model):
    """A published finding of the vocabulary."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    body = models.TextField(help_text="The finding, as canonical JSON.")
    changed_in = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ReferenceEntryQuerySet(models.QuerySet["ReferenceEntry"]):
    """References, those that were merged into another included: editions name them for ever."""

    def listed(self) -> "ReferenceEntryQuerySet":
        """Those that have a page of their own."""
        return self.filter(merged_into="")


class ReferenceEntry(models.Model):
    """A published reference, with its standing as it is today."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.TextField()
    body = models.TextField(help_text="The reference, as canonical JSON.")
    standing = models.CharField(max_length=10, default="good")
    standing_note = models.TextField(blank=True)
    merged_into = models.SlugField(
        max_length=80,
        blank=True,
        default="",
        db_default="",
        db_index=False,
        help_text="The reference that is the same work and was kept; its page answers for this one.",
    )
    changed_in = models.BigIntegerField(db_index=True)

    objects = ReferenceEntryQuerySet.as_manager()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug
