"""Columns that several tables share, with the constraints that keep them to the schema."""

from collections.abc import Iterable
from typing import Any, ClassVar, get_args

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def choices_of(literal: Any) -> list[tuple[str, str]]:
    """Django choices from a Literal of the schema: `very-frequent` reads “Very frequent”."""
    return [
        (value, value.replace("-", " ").capitalize() if value.islower() else value)
        for value in get_args(literal)
    ]


def choice(literal: Any, **options: Any) -> models.CharField:
    """A text column that takes the values of a Literal; with blank=True also none."""
    return models.CharField(max_length=30, choices=choices_of(literal), **options)


def names(**options: Any) -> ArrayField:
    """An ordered list of short texts, one a line in the admin."""
    return ArrayField(models.CharField(max_length=300), default=list, blank=True, **options)


def one_of(table: str, field: str, literal: Any, *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses what the schema does not list."""
    values: Iterable[str] = get_args(literal)
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*values, ""] if blank else [*values]}),
        name=f"{table}_{field}_is_listed",
    )


def slug_shape(table: str, field: str = "slug") -> models.CheckConstraint:
    """Lower case, digits and single hyphens."""
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": SLUG}), name=f"{table}_{field}_shape")


def share(table: str, field: str, low: float = 0, high: float = 1) -> models.CheckConstraint:
    """A number from low to high, where given."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": low, f"{field}__lte": high}),
        name=f"{table}_{field}_in_range",
    )


def interval(**options: Any) -> ArrayField:
    """The limits of a 95 % confidence interval, low and high, or nothing."""
    return ArrayField(models.FloatField(), size=2, null=True, blank=True, **options)


def limits(table: str, field: str, highest: float | None = None) -> models.CheckConstraint:
    """Two limits, the lower first, from 0 to the highest, where given."""
    within = Q(**{f"{field}__len": 2, f"{field}__0__gte": 0, f"{field}__0__lte": F(f"{field}__1")})
    if highest is not None:
        within &= Q(**{f"{field}__1__lte": highest})
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | within, name=f"{table}_{field}_low_to_high"
    )


class SlugManager(models.Manager):
    """Finds rows by their slug, the natural key."""

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class SlugModel(models.Model):
    """A row with a permanent slug as natural key."""

    slug = models.SlugField(max_length=80, unique=True)

    objects: ClassVar = SlugManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
