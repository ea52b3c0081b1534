"""The shared vocabulary of symptoms, signs, tests, history and results."""

from django.db import models

from conditions.document import Basis, Cost, FindingGroup, FindingKind, Region, Urgency
from conditions.models.fields import SlugModel, choice, names, one_of, share, slug_shape


class Finding(SlugModel):
    """One thing that a clinician asks about, sees, tests or orders."""

    name = models.CharField(max_length=300, unique=True)
    kind = choice(FindingKind)
    group = choice(FindingGroup)
    region = choice(Region, blank=True)
    synonyms = names()
    search_terms = names(help_text="Further names that people type; not shown.")
    definition = models.TextField(blank=True)
    procedure = models.TextField(blank=True, help_text="How to do it, and what counts as positive.")
    urgency = choice(Urgency, blank=True)
    action = models.TextField(blank=True, help_text="With an urgency: what to do, one sentence.")
    prevalence = models.FloatField(
        null=True, blank=True, help_text="0 to 1: how common it is among adults with these complaints."
    )
    prevalence_basis = choice(Basis, blank=True)
    cost = choice(Cost, blank=True)
    broader = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="narrower")
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="clusters")
    threshold = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many members make it positive."
    )
    excludes = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="excluded_by")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            slug_shape("finding"),
            one_of("finding", "kind", FindingKind),
            one_of("finding", "group", FindingGroup),
            one_of("finding", "region", Region, blank=True),
            one_of("finding", "urgency", Urgency, blank=True),
            one_of("finding", "cost", Cost, blank=True),
            one_of("finding", "prevalence_basis", Basis, blank=True),
            share("finding", "prevalence"),
        )

    def __str__(self) -> str:
        return self.name
