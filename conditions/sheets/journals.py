"""Names of journals as references on paper shorten them.

Word by word after the List of Title Word Abbreviations (ISO 4,
https://www.issn.org/services/online-services/access-to-the-ltwa/), for the words
that the field's journals are named with; a word that is not listed stays whole.
"""

_DROPPED = {"of", "the", "and", "&", "in", "for", "into"}
_WORDS = {
    "academy": "Acad", "alternative": "Altern", "american": "Am", "america": "Am", "anatomy": "Anat",
    "anesthesia": "Anesth", "anesthesiology": "Anesthesiol", "annals": "Ann", "archives": "Arch",
    "arthroplasty": "Arthroplasty", "arthroscopic": "Arthrosc", "arthroscopy": "Arthrosc",
    "australian": "Aust", "behavioral": "Behav", "biology": "Biol", "biomechanics": "Biomech",
    "bodywork": "Bodyw", "brazilian": "Braz", "british": "Br", "chiropractic": "Chiropr",
    "clinical": "Clin", "clinics": "Clin", "college": "Coll", "complementary": "Complement",
    "conditioning": "Cond", "current": "Curr", "database": "Database", "diseases": "Dis",
    "disorders": "Disord", "england": "Engl", "environmental": "Environ", "european": "Eur",
    "exercise": "Exerc", "experimental": "Exp", "family": "Fam", "frontiers": "Front", "general": "Gen",
    "health": "Health", "infectious": "Infect", "international": "Int", "journal": "J", "korean": "Korean",
    "manipulative": "Manip", "manual": "Man", "medical": "Med", "medicine": "Med", "movement": "Mov",
    "muscular": "Muscul", "musculoskeletal": "Musculoskelet", "neurology": "Neurol",
    "neurophysiology": "Neurophysiol", "neuroradiology": "Neuroradiol", "neuroscience": "Neurosci",
    "neurosurgery": "Neurosurg", "occupational": "Occup", "orthopaedic": "Orthop", "orthopaedics": "Orthop",
    "orthopedic": "Orthop", "orthopedics": "Orthop", "osteopathy": "Osteopat", "physical": "Phys",
    "physiological": "Physiol", "physiology": "Physiol", "physiotherapy": "Physiother", "practice": "Pract",
    "proceedings": "Proc", "psychiatry": "Psychiatry", "public": "Public", "radiology": "Radiol",
    "regional": "Reg", "rehabilitation": "Rehabil", "reports": "Rep", "research": "Res", "reviews": "Rev",
    "rheumatic": "Rheum", "rheumatism": "Rheum", "rheumatology": "Rheumatol", "roentgenology": "Roentgenol",
    "royal": "R", "scandinavian": "Scand", "science": "Sci", "scientific": "Sci", "skeletal": "Skelet",
    "society": "Soc", "surgeons": "Surg", "surgery": "Surg", "systematic": "Syst", "theory": "Theory",
    "therapies": "Ther", "therapeutics": "Ther", "therapy": "Ther", "translation": "Transl",
    "traumatology": "Traumatol", "ultrasonography": "Ultrason", "university": "Univ",
}  # fmt: skip


def short_journal(title: str) -> str:
    """“British Journal of Sports Medicine” as “Br J Sports Med”; a title of one word stays as it is."""
    words = [word for word in title.split() if word.lower() not in _DROPPED]
    if len(words) < 2:
        return " ".join(words) or title
    return " ".join(map(_short, words))


def _short(word: str) -> str:
    bare = word.strip(",:.()")
    return word.replace(bare, _WORDS.get(bare.lower(), bare)) if bare else word
