"""Make static/card.png, the picture of link previews: `python -m scripts.card.make`, then look at it and commit it."""

from pathlib import Path

import typst

from conditions.sheets.drawing import body_map_svg

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
REGIONS = ("lateral-hip", "mid-buttock", "upper-buttock", "lower-buttock", "lateral-thigh", "posterior-thigh")

if __name__ == "__main__":
    typst.compile(
        HERE / "card.typ",
        output=ROOT / "static" / "card.png",
        format="png",
        ppi=144,
        font_paths=[ROOT / "conditions" / "sheets" / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"map": body_map_svg(REGIONS)},
    )
