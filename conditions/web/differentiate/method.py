"""docs/differential.md as HTML: the small part of Markdown that this document uses.

Headings, paragraphs, lists, indented code, pipe tables; `code` in text. Everything is escaped.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "differential.md"
_CODE = re.compile(r"`([^`]+)`")


@cache
def method_html() -> SafeString:
    """The document; parsed once."""
    return as_html(DOCUMENT.read_text(encoding="utf-8"))


def as_html(text: str) -> SafeString:
    """Markdown of this kind as HTML."""
    return format_html_join("\n", "{}", ((_block(block),) for block in _blocks(text)))


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        code = line.startswith("    ")
        if not line.strip() or line.startswith("#"):
            if block:
                yield block
            block = []
            if line.strip():
                yield [line]
            continue
        if block and block[0].startswith("    ") != code and not block[0].startswith("- "):
            yield block
            block = []
        block.append(line)


def _block(lines: list[str]) -> SafeString:
    first = lines[0]
    if heading := re.match(r"(#{1,3}) (.*)", first):
        name = f"h{len(heading[1])}"
        return format_html("<{}>{}</{}>", name, _inline(heading[2]), name)
    if first.startswith("    "):
        return format_html('<pre tabindex="0">{}</pre>', "\n".join(line[4:] for line in lines))
    if first.startswith("| "):
        return _table(lines)
    if first.startswith("- "):
        items = re.split(r"\n- ", "\n" + "\n".join(lines))[1:]
        inner = format_html_join("", "<li>{}</li>", ((_inline(" ".join(i.split())),) for i in items))
        return format_html('<ul class="bullets">{}</ul>', inner)
    return format_html("<p>{}</p>", _inline(" ".join(lines)))


def _table(lines: list[str]) -> SafeString:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = format_html_join("", "{}", ((_head(cell),) for cell in rows[0]))
    body = format_html_join("", "<tr>{}</tr>", ((_row(row),) for row in rows[2:]))
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="Table: {}">'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        " ".join(rows[2][0].split()),
        head,
        body,
    )


def _head(cell: str) -> SafeString:
    return format_html('<th scope="col">{}</th>', _inline(cell)) if cell else format_html("<td>{}</td>", "")


def _row(cells: list[str]) -> SafeString:
    first = format_html('<th scope="row">{}</th>', _inline(cells[0]))
    rest = format_html_join("", "<td>{}</td>", ((_inline(cell),) for cell in cells[1:]))
    return format_html("{}{}", first, rest)


def _inline(text: str) -> SafeString:
    parts = _CODE.split(text)
    return format_html_join("", "{}", ((_code(part) if i % 2 else part,) for i, part in enumerate(parts)))


def _code(text: str) -> SafeString:
    return format_html("<code>{}</code>", text)
