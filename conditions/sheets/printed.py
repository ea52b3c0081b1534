"""Sheets once made are kept: each process holds those that were asked for last.

A printing is named by everything that decides its bytes, so its tag can be told
without making it, and nothing kept can ever be stale.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from conditions.document import ConditionDocument
from conditions.sheets.edition import Kind, Paper, SheetEdition
from conditions.sheets.render import render

KEPT = 160  # at about 100 kB each


@dataclass(frozen=True)
class Printing:
    """An edition in one form. Equal when the edition and the form are: the document follows from its hash."""

    edition: SheetEdition
    document: ConditionDocument = field(compare=False, repr=False)
    kind: Kind = "clinician"
    paper: Paper = "a4"
    large_print: bool = False

    @property
    def tag(self) -> str:
        """The entity tag: another edition, form or layout of sheets gives another."""
        return hashlib.sha256(f"{layout()} {self!r}".encode()).hexdigest()[:32]

    @property
    def file_name(self) -> str:
        """What the file is called when it is saved: hip-pointer-edition-3-handout-large.pdf."""
        words = [self.document.slug, "edition", str(self.edition.number)]
        words += ["handout"] if self.kind == "handout" else []
        words += ["large"] if self.large_print else []
        words += ["letter"] if self.paper == "letter" else []
        return "-".join(words) + ".pdf"


@lru_cache(maxsize=KEPT)
def printed(printing: Printing) -> bytes:
    """The PDF. Raises NoHandout where a handout is asked of an edition without one."""
    return render(
        printing.document,
        printing.edition,
        kind=printing.kind,
        paper=printing.paper,
        large_print=printing.large_print,
    )


@cache
def layout() -> str:
    """A hash over all that decides how a sheet looks: templates, fonts, this package, the drawing, Typst."""
    here = Path(__file__).parent
    files = [
        *sorted(p for p in here.rglob("*") if p.suffix in {".py", ".typ", ".ttf"}),
        here.parent / "bodymap.py",
    ]
    digest = hashlib.sha256(version("typst").encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
