"""The body map: pelvis and leg from behind and from the side, as outlines and regions.

The one source of the drawing on pages and on printed sheets. Lengths are in
drawing units (about 0.4 cm of an adult's pelvis; the leg is drawn a third shorter
than life, so that the pelvis has room). x runs to the right, y down. From behind,
the reader's left is the person's left; the side view faces right.

Neighbours share their border as a named line, and regions run past the edge of
the body: whoever draws clips them to the outline, so that no seam can show.

Free of Django and of everything else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Line = Sequence[Point]

REGION_NAMES: dict[str, str] = {
    "low-back": "Low back",
    "iliac-crest": "Iliac crest",
    "si-joint": "Sacroiliac joint",
    "upper-buttock": "Upper buttock",
    "mid-buttock": "Mid buttock",
    "lower-buttock": "Lower buttock",
    "lateral-hip": "Lateral hip",
    "groin": "Groin",
    "perineum": "Perineum",
    "lateral-thigh": "Lateral thigh",
    "posterior-thigh": "Posterior thigh",
    "anterior-thigh": "Anterior thigh",
    "below-knee": "Below the knee",
    "foot": "Foot",
}


@dataclass(frozen=True)
class View:
    """One view: its size, the outline of the body, the regions and the lines that give it form, as SVG paths.

    `outline` is open at the waist, where the body goes on.
    """

    name: str
    label: str
    width: int
    height: int
    outline: str
    regions: dict[str, str]
    lines: tuple[str, ...]


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _smooth(line: Line) -> str:
    """Bézier curves through the points of a line (a Catmull-Rom spline); a straight line through two."""
    if len(line) < 3:
        return "".join(f"L{_number(x)} {_number(y)}" for x, y in line[1:])
    out = []
    for i in range(len(line) - 1):
        before, start, end = line[max(i - 1, 0)], line[i], line[i + 1]
        after = line[min(i + 2, len(line) - 1)]
        controls = (
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
        )
        out.append("C" + " ".join(map(_number, (*controls, *end))))
    return "".join(out)


def _open(*lines: Line) -> str:
    """A path along lines that are smooth in themselves and meet in corners."""
    path = f"M{_number(lines[0][0][0])} {_number(lines[0][0][1])}"
    at = lines[0][0]
    for line in lines:
        if line[0] != at:
            path += f"L{_number(line[0][0])} {_number(line[0][1])}"
        path += _smooth(line)
        at = line[-1]
    return path


def _area(*lines: Line) -> str:
    return _open(*lines) + "Z"


def _back(line: Line) -> Line:
    return tuple(reversed(line))


# From behind. Half of the body, as distances from the midline; the other half is its mirror image.

_MIDLINE = 78.0
_HALF_OUTLINE: Line = (
    *((56, 3), (53.5, 16), (52, 28), (53.6, 39), (58.5, 51), (64.5, 64), (68.6, 78), (71.4, 92)),  # flank
    *((73.6, 108), (73.9, 122), (72.4, 142), (69.2, 168), (64.8, 196), (60, 224), (56.8, 246)),  # hip, thigh
    *((55.8, 262), (57.2, 279), (58.4, 296), (57, 316), (53, 339), (48.8, 362), (46.4, 380)),  # knee, calf
    *((46.4, 390), (47.8, 397), (47.6, 404), (50.2, 411), (53.6, 419), (52.4, 426), (46.5, 428)),  # foot
    *((41, 427.3), (36, 428.8), (30.4, 427), (28.2, 420), (29.2, 409), (29.8, 400), (27.6, 393)),  # heel
    *((28.4, 384), (29, 372), (26.6, 354), (21.4, 332), (17.2, 310), (16.2, 293), (18.2, 276)),  # inner calf
    *((19.8, 262), (19, 249), (16.2, 230), (11.6, 206), (7, 184), (3.4, 166), (0, 155)),  # inner thigh
)
_CREST_TOP: Line = ((76, 45), (60, 44), (46, 45), (33, 50), (22, 58))
_CREST_BOTTOM: Line = ((78, 62), (63, 58), (48, 58.5), (36, 64), (26, 72.5), (21.6, 78))
_LUMBOSACRAL: Line = ((22, 58), (14, 62.4), (0, 64.5), (-14, 62.4), (-22, 58))
_SACRAL_EDGE: Line = ((21.6, 78), (20, 88), (16.4, 97.4))
_GLUTEAL_UPPER: Line = ((80, 86), (68, 91), (55, 95))
_GLUTEAL_MIDDLE: Line = ((55, 95), (38, 98.4), (16.4, 97.4), (0, 96.4))
_GLUTEAL_LOWER: Line = ((51.2, 124), (36, 129), (18, 128.5), (0, 123))
_FOLD: Line = ((56.5, 149), (46, 154), (32, 156), (19, 153), (9, 145.5))
_BELOW_TROCHANTER: Line = ((56.5, 149), (68, 150), (80, 148))
_THIGH_SIDE: Line = ((56.5, 149), (56, 172), (53.8, 200), (50, 228), (47.8, 258))
_POPLITEAL: Line = ((47.8, 258), (37, 262.5), (26, 260), (10, 258))
_KNEE_SIDE: Line = ((80, 256), (47.8, 258))
_PERINEAL: Line = ((0, 126), (3, 134), (9, 145.5), (13.5, 156), (13, 166), (6, 172))
_ANKLE: Line = ((64, 388), (46, 389), (38, 390.5), (30, 389), (20, 388))

_HALF_REGIONS: dict[str, tuple[Line, ...]] = {
    "iliac-crest": (_CREST_TOP, ((22, 58), (20.5, 66), (21.6, 78)), _back(_CREST_BOTTOM)),
    "si-joint": (
        ((22, 58), (14, 62.4)),
        ((14, 62.4), (10.4, 72), (7.6, 84), (6, 96.6)),
        _back(_SACRAL_EDGE),
        ((21.6, 78), (20.5, 66), (22, 58)),
    ),
    "upper-buttock": (_CREST_BOTTOM, _SACRAL_EDGE, _back(_GLUTEAL_MIDDLE[:3]), _back(_GLUTEAL_UPPER)),
    "mid-buttock": (_back(_GLUTEAL_MIDDLE), ((55, 95), (51.8, 108), (51.2, 124)), _GLUTEAL_LOWER),
    "lower-buttock": (
        _GLUTEAL_LOWER,
        ((0, 123), (3, 133), (9, 145.5)),
        _back(_FOLD),
        ((56.5, 149), (53, 137), (51.2, 124)),
    ),
    "lateral-hip": (
        _GLUTEAL_UPPER,
        ((55, 95), (51.8, 108), (51.2, 124)),
        ((51.2, 124), (53, 137), (56.5, 149)),
        _BELOW_TROCHANTER,
    ),
    "lateral-thigh": (_BELOW_TROCHANTER, _KNEE_SIDE, _back(_THIGH_SIDE)),
    "posterior-thigh": (_FOLD, _PERINEAL[2:], ((0, 172), (0, 260)), _back(_POPLITEAL), _back(_THIGH_SIDE)),
    "below-knee": (_KNEE_SIDE, _POPLITEAL, ((10, 388), (20, 388)), _back(_ANKLE), ((80, 388), (80, 256))),
    "foot": (_ANKLE, ((20, 388), (20, 440)), ((64, 440), (64, 388))),
}
_ACROSS_REGIONS: dict[str, tuple[Line, ...]] = {
    "low-back": (
        ((-80, -4), (80, -4)),
        _CREST_TOP,
        _LUMBOSACRAL,
        tuple((-x, y) for x, y in _back(_CREST_TOP)),
    ),
    "perineum": (_PERINEAL, tuple((-x, y) for x, y in _back(_PERINEAL))),
}
_HALF_LINES: tuple[Line, ...] = (
    ((9, 145.5), (19, 153), (32, 156), (45, 154.4), (53, 151)),  # gluteal fold
    ((22.5, 259), (31, 262.4), (40, 262.8), (50, 259)),  # crease of the knee
    ((37.5, 290), (36.6, 306), (37.6, 322), (39.4, 334)),  # between the heads of the calf
    ((33.6, 366), (35, 380), (34.6, 394), (32.6, 407)),  # Achilles tendon
    ((42.6, 366), (41.6, 380), (42, 394), (44.4, 407)),
)
_MID_LINES: tuple[Line, ...] = (((0, 8), (0, 60)), ((0, 101), (0, 155)))  # spine, cleft


def _right(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(tuple((_MIDLINE + x, y) for x, y in line) for line in lines)


def _left(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(tuple((_MIDLINE - x, y) for x, y in line) for line in lines)


BACK = View(
    name="back",
    label="From behind",
    width=156,
    height=432,
    outline=_open(*_left([_HALF_OUTLINE]), *_right([_back(_HALF_OUTLINE)])),
    regions={region: _area(*_right(lines)) for region, lines in _ACROSS_REGIONS.items()}
    | {region: _area(*_left(lines)) + _area(*_right(lines)) for region, lines in _HALF_REGIONS.items()},
    lines=tuple(_open(line) for line in (*_left(_HALF_LINES), *_right((*_HALF_LINES, *_MID_LINES)))),
)


# From the side, facing right.

_BEHIND: Line = (
    *((37, 3), (40.5, 17), (42, 31), (39.5, 46), (33, 61), (23, 78), (13.5, 95), (9, 111)),  # loin, buttock
    *((10.5, 126), (17.5, 140), (25.5, 150), (29.5, 160), (30.5, 178), (31.5, 198), (35, 220)),  # hamstrings
    *((40.5, 240), (45, 254), (45.6, 266), (41.6, 281), (36.8, 298), (35.6, 314), (39.4, 335)),  # knee, calf
    *((46, 357), (50.6, 376), (51.6, 390), (49.6, 400), (45.8, 410), (45.6, 420), (50.5, 427)),  # heel
)
_SOLE: Line = ((50.5, 427), (64, 427.3), (80, 424.6), (96, 426.6), (110, 427.8), (118.6, 426), (121.5, 421.5))
_FRONT: Line = (
    *((121.5, 421.5), (118.4, 416.4), (108, 411.6), (96, 404.4), (86.4, 396), (79.6, 385)),  # foot
    *((76.8, 371), (77.2, 350), (79.8, 327), (82.2, 306), (83.6, 291), (86, 279), (90, 268)),  # shin
    *((90.6, 255), (88.6, 243), (91, 226), (96, 204), (100.8, 182), (104, 160), (105.4, 144)),  # knee, thigh
    *((106.4, 130), (110, 114), (113, 98), (114.2, 80), (113, 60), (110.6, 40), (108.4, 20), (107.6, 3)),
)
_RIM_TOP: Line = ((12, 59), (34, 54.5), (46, 45.5), (60, 41), (75, 43.5), (87, 52.5), (96, 66))
_RIM_BOTTOM: Line = ((90, 75), (81, 64.5), (72, 57), (60, 54.5), (49, 58.5), (40, 66.5), (12, 74))
_HIP_TOP: Line = ((49, 96), (58, 89.5), (70, 88), (80, 93))
_HIP_FRONT: Line = ((80, 93), (85, 106), (84.6, 120), (77, 137))
_HIP_BOTTOM: Line = ((77, 137), (66, 146), (54, 145))
_HIP_BEHIND_LOWER: Line = ((54, 145), (48.4, 136), (45.6, 125))
_HIP_BEHIND_UPPER: Line = ((45.6, 125), (44.6, 110), (49, 96))
_SPINE_OF_ILIUM: Line = ((90, 75), (85, 84), (80, 93))
_BUTTOCK_UPPER: Line = ((0, 94), (30, 96.5), (49, 96))
_BUTTOCK_LOWER: Line = ((0, 126), (30, 128), (45.6, 125))
_BUTTOCK_FOLD: Line = ((0, 150), (16, 153), (30, 156), (42, 153), (54, 145))
_CREASE: Line = ((84.6, 120), (92, 132), (104, 139), (130, 141))
_BAND_FRONT: Line = ((77, 137), (80, 164), (79.6, 192), (79, 222), (81, 244))
_BAND_BEHIND: Line = ((54, 145), (52, 172), (52, 202), (55, 232), (60, 257))
_KNEE_FRONT: Line = ((81, 244), (104, 247), (130, 247))
_KNEE_MIDDLE: Line = ((60, 257), (72, 254), (81, 244))
_KNEE_BEHIND: Line = ((20, 258), (46, 260), (60, 257))
_ANKLE_SIDE: Line = ((20, 390), (48, 391), (66, 389), (84, 382), (130, 380))

_SIDE_REGIONS: dict[str, tuple[Line, ...]] = {
    "low-back": (((20, -4), (62, -4)), ((62, -4), (62.5, 18), (60, 41)), _back(_RIM_TOP[:4])),
    "iliac-crest": (_RIM_TOP, ((96, 66), (96.5, 72), (90, 75)), _RIM_BOTTOM),
    "upper-buttock": (_back(_RIM_BOTTOM), _SPINE_OF_ILIUM, _back(_HIP_TOP), _back(_BUTTOCK_UPPER)),
    "mid-buttock": (_BUTTOCK_UPPER, _back(_HIP_BEHIND_UPPER), _back(_BUTTOCK_LOWER)),
    "lower-buttock": (_BUTTOCK_LOWER, _back(_HIP_BEHIND_LOWER), _back(_BUTTOCK_FOLD)),
    "lateral-hip": (_HIP_TOP, _HIP_FRONT, _HIP_BOTTOM, _HIP_BEHIND_LOWER, _HIP_BEHIND_UPPER),
    "groin": (((130, 90), (114, 90), (101, 85.5), (90, 75)), _SPINE_OF_ILIUM, _HIP_FRONT[:3], _CREASE),
    "lateral-thigh": (_back(_HIP_BOTTOM), _BAND_FRONT, _back(_KNEE_MIDDLE), _back(_BAND_BEHIND)),
    "posterior-thigh": (_BUTTOCK_FOLD, _BAND_BEHIND, _back(_KNEE_BEHIND)),
    "anterior-thigh": (_CREASE, _back(_KNEE_FRONT), _back(_BAND_FRONT), ((77, 137), (82, 130), (84.6, 120))),
    "below-knee": (_KNEE_BEHIND, _KNEE_MIDDLE, _KNEE_FRONT, _back(_ANKLE_SIDE)),
    "foot": (_ANKLE_SIDE, ((130, 440), (20, 440))),
}
_SIDE_LINES: tuple[Line, ...] = (
    ((79.4, 252), (77.6, 262), (79, 272), (82.6, 279)),  # kneecap
    ((48, 262), (54, 263.6), (60, 262)),  # crease of the knee
    ((62, 399), (65, 395.4), (68.6, 397.6), (68.4, 402)),  # outer ankle bone
    ((55, 376), (56.4, 390), (55.4, 402)),  # Achilles tendon
    ((104, 427), (106.5, 423.8)),  # toes
)

SIDE = View(
    name="side",
    label="From the side",
    width=126,
    height=432,
    outline=_open(_BEHIND, _SOLE, _FRONT),
    regions={region: _area(*lines) for region, lines in _SIDE_REGIONS.items()},
    lines=tuple(_open(line) for line in _SIDE_LINES),
)

VIEWS: tuple[View, ...] = (BACK, SIDE)
