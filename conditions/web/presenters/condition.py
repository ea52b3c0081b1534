"""A condition's document as its page shows it."""

from functools import cached_property

from conditions.catalogue.beside import Beside
from conditions.document import Claim, ConditionDocument, Differential, Intervention, Statement
from conditions.web.body_map import BodyMap, where_it_hurts
from conditions.web.presenters import findings_table, flags, plot
from conditions.web.presenters.citing import Cite, Numbering, Source
from conditions.web.presenters.glance import Glance, glance
from conditions.web.presenters.words import BASE_RATES, ROLES, SECTIONS, URGENCIES, VERDICTS, plain

Cited = tuple[Cite, ...]
AFTER_FINDINGS = ("investigations", "management", "prognosis", "referral")


class ConditionPage:
    """A document with its citations numbered; `beside` is what the catalogue knows of it today."""

    def __init__(self, document: ConditionDocument, beside: Beside | None = None) -> None:
        self.document = document
        self.beside = beside or Beside()
        self._numbering = Numbering(document)

    @cached_property
    def references(self) -> list[Source]:
        """The reference list."""
        return self._numbering.sources(self.beside.standings)

    @cached_property
    def sections(self) -> dict[str, list[tuple[Statement, Cited]]]:
        """Statements with their citations, by kind of section."""
        return {
            section.kind: [(s, self._numbering.cites(s.citations)) for s in section.statements]
            for section in self.document.sections
        }

    @property
    def before_findings(self) -> list[tuple[str, str, list[tuple[Statement, Cited]]]]:
        """Kind, heading and statements of the sections that stand before the findings."""
        return self._headed([kind for kind in SECTIONS if kind not in AFTER_FINDINGS])

    @property
    def after_findings(self) -> list[tuple[str, str, list[tuple[Statement, Cited]]]]:
        """Kind, heading and statements of the sections that stand after the findings; management always."""
        return self._headed(AFTER_FINDINGS)

    def _headed(self, kinds) -> list[tuple[str, str, list[tuple[Statement, Cited]]]]:
        return [
            (kind, SECTIONS[kind], self.sections.get(kind, []))
            for kind in kinds
            if kind in self.sections or (kind == "management" and self.document.management)
        ]

    @cached_property
    def finding_groups(self) -> list[findings_table.Group]:
        """Salient findings by kind."""
        return findings_table.groups(self.document, self._numbering)

    @cached_property
    def lines(self) -> list[plot.Line]:
        """Every study of a salient finding that reports a likelihood ratio, the strongest first."""
        return plot.lines(
            (row.finding.name, f"finding-{row.finding.id}", study.accuracy, study.cite)
            for group in self.finding_groups
            for row in group.rows
            for study in row.studies
        )

    scale = plot.SCALE
    middle = plot.MIDDLE

    @property
    def map(self) -> BodyMap:
        """Where it hurts, drawn."""
        return where_it_hurts(self.document.regions)

    @cached_property
    def glance(self) -> Glance:
        """The at-a-glance box."""
        return glance(self.document, self.lines)

    @property
    def own_flags(self) -> list[flags.Flags]:
        """Urgent findings that the condition itself brings at least now and then."""
        return self._flags(lambda frequency: frequency not in ("excluded", "very-rare"))

    @property
    def other_flags(self) -> list[flags.Flags]:
        """Urgent findings that hardly ever come from this condition: think of something else."""
        return self._flags(lambda frequency: frequency in ("excluded", "very-rare"))

    @property
    def flag_names(self) -> list[str]:
        """Every red flag of the page by name, in its order."""
        return [f.name for group in (*self.own_flags, *self.other_flags) for f in group.findings]

    def _flags(self, fits) -> list[flags.Flags]:
        frequencies = {a.finding: a.frequency for a in self.document.findings}
        return flags.grouped(f for f in self.document.vocabulary if fits(frequencies.get(f.id, "excluded")))

    @property
    def urgency(self) -> str:
        """What the condition itself demands, or empty."""
        return URGENCIES[self.document.urgency] if self.document.urgency else ""

    @property
    def facts(self) -> list[str]:
        """Kind of problem and base rate in words."""
        return [plain(self.document.category).capitalize(), BASE_RATES[self.document.base_rate]]

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Codes by system."""
        systems: dict[str, list[str]] = {}
        for code in self.document.codes:
            systems.setdefault(code.system, []).append(code.code)
        return [(system, ", ".join(codes)) for system, codes in systems.items()]

    @property
    def management(self) -> list[tuple[str, str, list[tuple[Intervention, Cited]]]]:
        """Role, heading and interventions, first line first."""
        return [
            (role, label, [(p, self._numbering.cites(p.citations)) for p in parts])
            for role, label in ROLES.items()
            if (parts := [part for part in self.document.management if part.role == role])
        ]

    @property
    def differentials(self) -> list[tuple[Differential, str, Cited]]:
        """Differentials with the name of the other condition, empty where it is not published."""
        return [
            (part, self.beside.names.get(part.condition, ""), self._numbering.cites(part.citations))
            for part in self.document.differentials
        ]

    @property
    def claims(self) -> list[tuple[Claim, str, str, Cited]]:
        """Claims with the sign and the word of the verdict."""
        return [
            (part, *VERDICTS[part.verdict], self._numbering.cites(part.citations))
            for part in self.document.claims
        ]

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Anchor and heading of everything on the page, in order."""
        found = [("at-a-glance", "At a glance")]
        if self.own_flags or self.other_flags:
            found.append(("red-flags", "Red flags"))
        found += [(kind, label) for kind, label, _ in self.before_findings]
        if self.finding_groups:
            found.append(("findings", "Findings and tests"))
        found += [(kind, label) for kind, label, _ in self.after_findings]
        for parts, anchor, label in (
            (self.document.differentials, "differentials", "Told apart from"),
            (self.document.claims, "claims", "What patients may have read"),
        ):
            if parts:
                found.append((anchor, label))
        return [*found, ("references", "References"), ("about", "About this edition")]
