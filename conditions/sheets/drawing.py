"""The pictures of a printed sheet as SVG text: the body map and the QR code."""

import io
from collections.abc import Sequence

import segno

from conditions.bodymap import VIEWS

_BLANK, _OFF, _SOME, _ON = "#f4f4f1", "#e9ebe8", "#9dbcbc", "#0b5a5f"
_EDGE, _LINE, _SEAM = "#5f6c69", "#9aa3a1", "#ffffff"
_GAP = 14


def body_map_svg(regions: Sequence[str]) -> str:
    """Both views next to each other; the first region is lit fully, the others faintly."""
    drawn, x = [], 0
    for view in VIEWS:
        areas = "".join(
            f'<path d="{path}" fill="{_fill(region, regions)}" stroke="{_SEAM}" stroke-width="1.3"/>'
            for region, path in view.regions.items()
        )
        lines = "".join(f'<path d="{path}"/>' for path in view.lines)
        drawn.append(
            f'<g transform="translate({x} 0)">'
            f'<clipPath id="{view.name}"><path d="{view.outline}"/></clipPath>'
            f'<path d="{view.outline}" fill="{_BLANK}"/>'
            f'<g clip-path="url(#{view.name})" stroke-linejoin="round">{areas}'
            f'<g fill="none" stroke="{_LINE}" stroke-width=".8" stroke-linecap="round">{lines}</g></g>'
            f'<path d="{view.outline}" fill="none" stroke="{_EDGE}" stroke-width="1.2"'
            ' stroke-linecap="round" stroke-linejoin="round"/></g>'
        )
        x += view.width + _GAP
    box = f"0 0 {x - _GAP} {max(view.height for view in VIEWS)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(drawn)}</svg>'


def qr_svg(address: str) -> str:
    """The address as a QR code with medium error correction, without a quiet zone: paper is white."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


def _fill(region: str, regions: Sequence[str]) -> str:
    if region not in regions:
        return _OFF
    return _ON if region == regions[0] else _SOME
