"""The file formats of references: how each is named, recognised, written and read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from conditions.bibliography.bibtex import bibtex
from conditions.bibliography.csl import csl_json
from conditions.bibliography.draft import Parsed
from conditions.bibliography.parse_bibtex import parse_bibtex
from conditions.bibliography.parse_csl import parse_csl
from conditions.bibliography.parse_nbib import parse_nbib
from conditions.bibliography.parse_ris import parse_ris
from conditions.bibliography.ris import ris
from conditions.document import Reference


@dataclass(frozen=True)
class Download:
    """A format that references are saved in."""

    suffix: str
    name: str
    media_type: str
    write: Callable[[Iterable[Reference]], str]


DOWNLOADS = {
    download.suffix: download
    for download in (
        Download("ris", "RIS", "application/x-research-info-systems; charset=utf-8", ris),
        Download("bib", "BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
        Download("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
    )
}

READERS: dict[str, Callable[[str], Parsed]] = {
    "RIS": parse_ris,
    "BibTeX": parse_bibtex,
    "CSL-JSON": parse_csl,
    "nbib": parse_nbib,
}
UNKNOWN = "The text is none of RIS (“TY  - JOUR”), BibTeX (“@article{…”), CSL-JSON (“[{…”) or PubMed's nbib (“PMID- …”)."


def recognised(text: str) -> str | None:
    """The name of the format, by its first telling line; a file's suffix is no proof."""
    for line in text.lstrip("\ufeff").splitlines():
        start = line.strip()
        if start.startswith(("[", "{")):
            return "CSL-JSON"
        if start.startswith("@"):
            return "BibTeX"
        if start.startswith("PMID-"):
            return "nbib"
        if start.startswith("TY  -"):
            return "RIS"
    return None


def parse(text: str) -> Parsed:
    """The references of a text in any of the formats that can be read."""
    name = recognised(text)
    return READERS[name](text) if name else Parsed(faults=(UNKNOWN,))
