"""Words that are spelt or inflected in several ways and mean the same: the data behind `words`.

The stemmer of PostgreSQL knows English endings but neither Latin ones (gluteus,
gluteal) nor the two spellings of medical English (oedema, edema); no synonym file can
be added to a server whose disk is out of reach. So both are folded here, in the text
that is indexed and in what is typed alike.

Nothing here names a condition or a finding.
"""

import re

# One canonical word for the forms of one anatomical or medical word.
_SAME: dict[str, str] = {
    "trochanter": "trochanteric trochanterica trochantericus",
    "gluteus": "gluteal glutei glute glutes gluteals",
    "femur": "femoral femoris femora",
    "ischium": "ischial ischia",
    "ilium": "iliac ilia",
    "sacrum": "sacral sacra",
    "pelvis": "pelvic pelves",
    "pubis": "pubic pubes",
    "symphysis": "symphyseal symphysial symphyses",
    "acetabulum": "acetabular",
    "spine": "spinal spines",
    "vertebra": "vertebral vertebrae",
    "muscle": "muscular muscles",
    "fascia": "fasciae fascial",
    "lata": "latae",
    "tendon": "tendinous tendons",
    "bursa": "bursae bursal bursitis bursitides",
    "stenosis": "stenotic stenoses",
    "arthritis": "arthritic arthritides",
    "osteoarthritis": "osteoarthritic osteoarthrosis",
    "spondylosis": "spondylotic",
    "tendinitis": "tendonitis tendinitides",
    "tendinopathy": "tendonopathy tendinopathies tendinopathic",
    "tendinosis": "tendonosis",
    "zygapophysial": "zygapophyseal",
    "disc": "disk discs disks",
    "nerve": "nerves",
    "diagnosis": "diagnoses",
    "prognosis": "prognoses",
    "crisis": "crises",
    "paresthesia": "paresthesias paresthesie",
    "foot": "feet",
    "woman": "women",
    "man": "men",
    "gray": "grey",
    "program": "programme",
    "maneuver": "manoeuvre manoeuver maneuvre",
    "center": "centre",
    "fiber": "fibre",
    "meter": "metre",
    "labor": "labour",
    "behavior": "behaviour",
    "tumor": "tumour",
    "color": "colour",
    "favor": "favour",
    "xray": "radiograph",
}
CANONICAL: dict[str, str] = {form: word for word, forms in _SAME.items() for form in forms.split()}

# One of two spellings where a rule is safe; the direction matters not, both sides are folded.
SPELLING_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), repl)
    for pattern, repl in (
        (r"ae", "e"),  # haematoma, anaesthesia, bursae
        (r"^oe(?=[dsn])", "e"),  # oedema, oestrogen, oenology
        (r"(?<=rrh)oe", "e"),  # amenorrhoea
        (r"(?<=d)yspnoe", "yspne"),
        (r"(?<=f)oe(?=t)", "e"),  # foetal
        (r"(?<=[a-z]{4})iz(?=(e|ed|er|ing|ation|able)?$)", "is"),  # centralize, half-typed centraliz
        (r"(?<=[a-z]{3})yz(?=(e|ed|er|ing)?$)", "ys"),  # paralyze
        (r"(?<=[a-z]{3}l)l(?=(ed|ing|er)$)", ""),  # labelled, travelled
        (r"(?<=leu)c(?=o)", "k"),  # leucocyte
    )
)

# Words that carry grammar: they weigh little when a typed phrase is compared with a name.
_GRAMMAR = (
    "a an and are as at be been but by can cant did do does doesnt for from get gets got had has "
    "have he her him his i if im in into is it its ive just may me my of off on onto or our out over "
    "she so some than that the their them then there they this to up very was we were when where "
    "which while who will with without you your all also am any both bit down during feel feels "
    "feeling go goes having how keeps keep lot more most much not now one only quite really since "
    "still such too what whenever"
)
FUNCTION_WORDS = frozenset(_GRAMMAR.split())
