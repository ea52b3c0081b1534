"""Read a PDF as a person and as a screen reader would."""

import io
import re
import subprocess

from pypdf import PdfReader


def reader(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words(text: str) -> str:
    """Text with every run of white space as one space: lines break where the page ends them."""
    return re.sub(r"\s+", " ", text).strip()


def squeezed(text: str) -> str:
    """Text without white space: a line may also end after a hyphen or a slash."""
    return re.sub(r"\s+", "", text)


def text_of(made: bytes) -> str:
    """All text that is visible, page after page, footers left out."""
    return words("\n".join(_without_footer(page.extract_text()) for page in reader(made).pages))


def _without_footer(text: str) -> str:
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if re.search(r"Page \d+ of \d+$", line):
            slim = re.search(r"\S · (Edition|Draft|Preview)", line)
            del lines[index if slim else max(index - 1, 0) : index + 2]
            break
    return "\n".join(lines)


def visible_text(made: bytes, tmp_path) -> str:
    """What lies inside the pages, by another reader (poppler): text off the page is not in it."""
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made)
    crop = ["-x", "0", "-y", "0", "-W", "620", "-H", "860", "-raw"]
    out = subprocess.run(["pdftotext", *crop, str(path), "-"], capture_output=True, text=True, check=True)
    return words("\n".join(map(_without_footer, out.stdout.split("\f"))))


def tags_of(made: bytes) -> list[str]:
    """The structure of a tagged PDF as the names of its elements, in reading order."""
    names: list[str] = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                names.append(str(node["/S"]).lstrip("/"))
            walk(node.get("/K", []))

    walk(reader(made).trailer["/Root"]["/StructTreeRoot"])
    return names


def fonts_of(made: bytes) -> dict[str, bool]:
    """Each font by name, and whether its program is embedded."""
    fonts: dict[str, bool] = {}
    for page in reader(made).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object()["/DescendantFonts"]:
                descriptor = inner.get_object()["/FontDescriptor"]
                fonts[str(descriptor["/FontName"]).split("+")[-1]] = "/FontFile2" in descriptor
    return fonts
