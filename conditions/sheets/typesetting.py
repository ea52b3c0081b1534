"""Typst: from a template and plain data to tagged PDF.

The data travels as one JSON string and is set as text, never evaluated. Only the
fonts of this package are used, so a sheet looks the same on every machine; the
same data gives the same bytes.
"""

import json
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from conditions.sheets.glyphs import printable

TYPST_PAPERS = {"a4": "a4", "letter": "us-letter"}
_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "typst"
_local = threading.local()


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF/UA-1 of a template of this package filled with JSON-ready data."""
    encoded = json.dumps(printable(data), ensure_ascii=False)
    made = _compiler(template).compile(format="pdf", pdf_standards="ua-1", sys_inputs={"data": encoded})
    return cast(bytes, made)  # a list only for formats of one file a page


def page_count(made: bytes) -> int:
    """How many pages a PDF of `pdf` has, as its own metadata say."""
    found = re.search(rb"<xmpTPg:NPages>(\d+)<", made)
    if found is None:
        raise ValueError("not a PDF of this package: its metadata give no number of pages")
    return int(found[1])


def _compiler(template: str) -> typst.Compiler:
    """A compiler of this thread, kept warm: one compiles one document at a time."""
    compilers = _local.__dict__
    if template not in compilers:
        compilers[template] = typst.Compiler(
            str(_TEMPLATES / f"{template}.typ"),
            root=str(_TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
    return compilers[template]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")]
    )
