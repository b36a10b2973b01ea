"""Names of people: without titles, in ordinary capitals, and as they are compared."""

import re
import unicodedata

APOSTROPHES = "'’‘ʼ`´"
FRONT_TITLES = re.compile(
    r"((prof|drs|dra|dr|ir|hj|h|kh|ust|ustadz|ustadzah|apt|ns)\.\s*|(prof|drs|dra|hj)\s+)+", re.I
)
# Degrees as they follow a comma: written with dots, or one of the usual ones without.
DOTTED_DEGREE = re.compile(r"([a-z]{1,5}\.\s?)+[a-z]{0,5}", re.I)
PLAIN_DEGREES = set(
    "se st sh mm mt mh ma ba si sip lc gr phd msi ssi skom mkom sag mag spd mpd spdi mpdi spdsd "
    "ssos spsi mpsi shum mhum sthi shi sei skep amd ama amapd hj h".split()
)
# Without a comma only what begins like one of these: a last name may be as short as a degree.
BARE_STEMS = set("pd ag e h kom sos si t hum m psi kep ikom or sn th fil ip ma md mat".split())
LOWER_PARTICLES = {"bin", "binti", "van", "von", "der", "den"}
ROMAN = {"ii", "iii", "iv", "vi", "vii", "viii", "ix"}
WORD = re.compile(rf"[^\W\d_][\w{APOSTROPHES}]*")


def split_titles(text: str) -> tuple[str, str, str]:
    """Return front titles, name and back titles. A name that would be left empty stays whole."""
    front = FRONT_TITLES.match(text)
    rest = text[front.end() :] if front else text
    name, _, after_comma = rest.partition(",")
    if all(is_degree(part.strip()) for part in after_comma.split(",")):
        back = [after_comma.strip(" ,")]
    else:
        name, back = rest, [""]
    words = name.split()
    while words and is_bare_degree(words[-1]):
        back.insert(0, words.pop())
    if not normal_letters(" ".join(words)):
        return "", text, ""
    return front[0].strip() if front else "", " ".join(words), ", ".join(filter(None, back))


def is_degree(text: str) -> bool:
    return not text or text.casefold() in PLAIN_DEGREES or bool(DOTTED_DEGREE.fullmatch(text))


def is_bare_degree(word: str) -> bool:
    first, *more = word.strip(".,").casefold().split(".")
    if more:
        return first in {"s", "m", "a"} and more[0] in BARE_STEMS
    return first in PLAIN_DEGREES and len(first) > 2


def ordinary_case(name: str) -> str:
    """A name that is all capitals, or has none, in ordinary capitals; any other is left alone."""
    if name != name.upper() and name != name.lower():
        return name
    return WORD.sub(lambda word: capitalised(word[0], first=word.start() == 0), name)


def capitalised(word: str, first: bool) -> str:
    lower = word.lower()
    if lower in ROMAN and not first:
        return lower.upper()
    if lower in LOWER_PARTICLES and not first:
        return lower
    return lower[0].upper() + lower[1:]  # not title(): that would write Ma'Rifatul


def normal(name: str) -> str:
    """The name as it is compared: without titles, case, accents, apostrophes and dots."""
    return normal_letters(split_titles(name)[1])


def normal_letters(text: str) -> str:
    bare = re.sub(f"[{APOSTROPHES}]", "", unicodedata.normalize("NFKD", text.casefold()))
    letters = "".join(mark for mark in bare if not unicodedata.combining(mark))
    return " ".join(re.findall(r"[^\W_]+", letters))
