"""The words of clinic notes: how they are folded, which mean the same, which deny, which end a clause.

Nothing here names a condition or a finding; what a finding is called comes from the vocabulary.
"""

import unicodedata
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One canonical word for words that a note uses alike. Keys are stems or irregular forms.
_SAME = {
    "pain": "sore soreness ache aching hurt hurting painful discomfort worse worst worsen aggravate agg aggs"
    " exacerbate provoke pains aches hurts",
    "tender": "ttp pop tenderness",
    "lateral": "outer outside lat",
    "anterior": "front ant",
    "posterior": "behind post",
    "buttock": "bum butt backside bumcheek buttcheek",
    "trochanter": "trochanteric troch gt gtroch",
    "glut": "glute glutes gluteal gluteus",
    "lie": "lying lies lay laying laid sleep slept sleeping ly",
    "sit": "sat sits",
    "stand": "stood",
    "run": "ran",
    "fall": "fell fallen",
    "wake": "woke woken waking",
    "bend": "bent stoop stooping lean leaning",
    "better": "ease eases easing eased relief relieve relieved relieves improve improves improved help helps helped"
    " settle settles",
    "reduc": "reduced decreased decrease limited restricted restriction limitation loss lost diminished lack",
    "difficulty": "difficult trouble struggle struggles struggling hard problem problems",
    "radicular": "radic radiculopathic",
    "tingl": "tingling tingly tingle paraesthesia paraesthesiae paresthesia paresthesias paraesthesias",
    "numb": "numbness",
    "weak": "weakness",
    "stiff": "stiffness",
    "sij": "sijs",
    "rotation": "rot",
    "flexion": "flex",
    "extension": "ext",
    "abduction": "abd abductor abductors",
    "adduction": "add",
    "maneuver": "manoeuvre",
    "test": "tests testing sign signs",
    "bilateral": "bilat",
    "med": "medius",
    "ultrasound": "uss sonography sonographic",
    "trouser": "trousers pants",
    "step": "steps",
    "stair": "stairs staircase",
    "hill": "hills",
    "slr": "slrs",
    "radiat": "radiates radiating radiation radiate go goes going travels extends",
    "below": "past beyond",
    "not": "no nil without denies denied denying never neither nor none cannot",
    "cant": "unable",
}
# Pain and worse say little by themselves and may serve several findings of one list.
GENERIC = frozenset({"pain", "better", "test", "not", "cant", "reduc", "difficulty"})
SHARED = frozenset({"pain", "better", "reduc", "difficulty", "tender", "weak", "numb", "buttock", "hip"})

_PHRASES = {
    "pins and needles": "tingl",
    "pins needles": "tingl",
    "pins n needles": "tingl",
    "p&n": "tingl",
    "internal rotation": "ir",
    "medial rotation": "ir",
    "int rot": "ir",
    "external rotation": "er",
    "lateral rotation": "er",
    "ext rot": "er",
    "back of": "posterior",
    "rear of": "posterior",
    "side of": "lateral",
    "outside of": "lateral",
    "front of": "anterior",
    "side hip": "lateral sid hip",
    "right side hip": "hip",
    "left side hip": "hip",
    "r side hip": "hip",
    "l side hip": "hip",
    "lie on it": "lie sid",
    "lying on it": "lie sid",
    "laying on it": "lie sid",
    "sleep on it": "lie sid",
    "sleeping on it": "lie sid",
    "top of": "upper",
    "bottom of": "lower",
    "straight leg raise": "slr",
    "straight leg raising": "slr",
    "straight leg raises": "slr",
    "si joint": "sij",
    "sacroiliac joint": "sij",
    "weight bear": "wb",
    "weight bearing": "wb",
    "bum cheek": "buttock",
    "butt cheek": "buttock",
    "not able": "cant",
    "not able to": "cant",
    "can not": "cant",
    "could not": "cant",
    "will not": "cant",
    "no longer": "not",
    "absence of": "not",
    "free of": "not",
    "negative for": "not",
    "pain free": "not pain",
    "painfree": "not pain",
    "painless": "not pain",
    "non tender": "not tender",
    "nontender": "not tender",
    "neg for": "not",
    "worse than": "worse than",
    "more than": "more than",
    "greater trochanter": "trochanter",
    "greater troch": "trochanter",
    "down below": "below",
    "apart from": "except",
    "post partum": "postpartum",
    "post natal": "postnatal",
}
STOPWORDS = _words(
    "a an the of in on at to with over for from by into onto my his her their your its our is are was were be been being"
    " it this that these those there when as if so then and or i he she they we you me him them pt patient pts"
    " client reports report reported reporting complains complaining c/o o/e h/o hx history presents presenting"
    " presentation has have had having gets get getting got also some any very quite really mild moderate severe marked"
    " bit lot much always often sometimes usually still now just down up out off about"
    " around along who which what since after during before clear clearly left right lt rt known usual"
    " familiar feels feel felt like noted seen shows found felt all too does do did"
)
BREAKERS = _words("but however though although except yet whereas while instead")
NEGATOR = "not"
STATUS_NEGATIVE = frozenset({"-ve", "neg", "negative", "-", "absent"})
STATUS_POSITIVE = frozenset({"+ve", "pos", "positive", "+", "++", "+++"})
# These say by themselves that something is there or is wrong: a mark further on is about something else.
COMPLAINTS = frozenset({"pain", "tender", "weak", "numb", "stiff", "tingl", "reduc", "difficulty", "cant"})
# These deny only what stands right before them: "stairs fine", "reflexes normal".
STATUS_FINE = _words("normal ok okay fine nad intact full clear unremarkable easy easily painless well good")
# These also stand before what they are about: "buttock pain, normal reflexes".
FINE_BEFORE = frozenset({"normal", "full", "good", "clear"})

# Words of ordinary notes that must not be "corrected" into clinical ones.
ORDINARY = _words(
    "right light might eight sight tight fight weeks months years month week years today yesterday recent recently"
    " began begin started starts start gradual gradually sudden suddenly onset where there their these those which"
    " while would could should about above after again along always among around because become before being between"
    " came come comes doing every first found given going great house hours large later least leave little local makes"
    " maybe minor minutes money often other others point quite rather really place sharp short since small still stuff"
    " thing things think third three times tired under until upper using usually wants water weird woman women works"
    " world worry years young brought doctor nurse clinic clinician referred referral month medication tablets takes"
    " taking taken treatment physio physiotherapy exercises garden gardening husband wife daughter mother father"
    " friend shopping dancing holiday flight phone morning evening afternoon night nights spring summer autumn winter"
    " monday tuesday wednesday thursday friday saturday sunday january february march april august september october"
    " november december english spanish french german normal positive negative everything something nothing anything"
    " worked working worker moving bought thought through though eating drink drinks drinking hello please thanks"
    " swimming cycling tennis football hockey rugby horse riding climb table floor chair couch board stand standing"
    " breathing breath heart chest throat cough headache shoulder elbow wrist finger thumb knees ankle ankles heel heels"
    " single double couple second thirds quarter whole other either neither settle settled across against different"
    " difference dizzy vision rash bleed bleeding stomach abdomen abdominal child children people person feeling"
)

_VOWELS = set("aeiouy")
_STEMS: dict[str, str] = {}


def fold(word: str) -> str:
    """Lower case without accents: `Lasègue` and `lasegue` are one word."""
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _stem(word: str) -> str:
    """A light stem: plural, -ing, -ed and -ness go, British and American spelling meet."""
    if word.endswith("'s"):
        word = word[:-2]
    word = word.replace("'", "")
    if len(word) > 5:
        word = word.replace("oe", "e").replace("ae", "e")
        word = word.replace("isation", "ization").replace("ising", "izing").replace("ise", "ize")
    if len(word) <= 3:
        return word
    if word.endswith("ness") and len(word) > 6:
        word = word[:-4]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        root = word[: -len(suffix)]
        if word.endswith(suffix) and len(root) >= 3 and _VOWELS & set(root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _fill() -> None:
    for canonical, words in _SAME.items():
        for word in (canonical, *words.split()):
            _STEMS[word] = canonical
            _STEMS.setdefault(_stem(word), canonical)


_fill()
PHRASES: dict[tuple[str, ...], str] = {tuple(key.split()): value for key, value in _PHRASES.items()}
LONGEST_PHRASE = max(map(len, PHRASES))


@lru_cache(maxsize=20_000)
def canonical(folded: str) -> str:
    """The canonical form of a folded word."""
    known = _STEMS.get(folded)
    if known is not None:
        return known
    stem = _stem(folded)
    return _STEMS.get(stem, stem)
