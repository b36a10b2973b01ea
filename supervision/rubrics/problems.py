"""Problems with a document, and the questions that are asked of values of any part of it."""

import re
from dataclasses import dataclass, field

from .vocabulary import LANGUAGES, LONGEST_ID, ROOM, SLUG

# Characters that no page, file or database can hold; a line break is allowed.
UNSHOWABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Place:
    """A part of a document and, where there are several of its kind, which one.

    `code` is that of an item or aspect, or where it stands if it has none ("B.3" is the third
    item of aspect B); `value` is the value of a level, or a number in a list.
    """

    part: str
    code: str = ""
    value: str = ""


@dataclass(frozen=True)
class Problem:
    where: Place
    code: str
    values: dict = field(default_factory=dict)


class Notes(list):
    """The problems found so far. Each question notes one if the answer is no."""

    def add(self, where: Place, code: str, **values) -> bool:
        self.append(Problem(where, code, values))
        return False

    def mapping(self, where, value, keys) -> bool:
        if not isinstance(value, dict):
            return self.add(where, "wrong_shape")
        strange = [key for key in value if not (isinstance(key, str) and key in keys)]
        if strange:
            self.add(where, "unknown_key", key=shown(strange[0]))
        return True

    def members(self, where, value, most, fewest=0) -> list:
        """The members of a list, never more than `most` of them; none if it is no list."""
        if not isinstance(value, list):
            self.add(where, "wrong_shape")
            return []
        if len(value) > most:
            self.add(where, "too_many", most=most, found=len(value))
        if len(value) < fewest:
            self.add(where, "too_few", fewest=fewest)
        return value[:most]

    def text(self, where, value, room, beside=()):
        """A text in each language; only the first language is needed."""
        if value is None:
            self.add(where, "empty")
        elif self.mapping(where, value, {*LANGUAGES, *beside}):
            for language in LANGUAGES:
                self.words(where, value.get(language, ""), room, needed=language == LANGUAGES[0])

    def words(self, where, written, room, needed):
        if not isinstance(written, str):
            self.add(where, "wrong_shape")
        elif len(written) > ROOM[room]:
            self.add(where, "too_long", most=ROOM[room], found=len(written))
        elif UNSHOWABLE.search(written):
            self.add(where, "unshowable")
        elif needed and not written.strip():
            self.add(where, "empty")

    def known(self, where, key, value, among) -> bool:
        if isinstance(value, str) and value in among:
            return True
        return self.add(where, "unknown_word", key=key, value=shown(value))

    def slug(self, where, key, value) -> bool:
        return is_slug(value) or self.add(where, "not_an_id", key=key, value=shown(value))

    def true_or_false(self, where, key, value) -> bool:
        return isinstance(value, bool) or self.add(where, "not_true_or_false", key=key)


def is_whole(value, low, high) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def is_slug(value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_ID and matches(SLUG, value)


def matches(pattern, value) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def shown(value) -> str:
    """A value from outside, short and harmless, as it can be repeated in a sentence."""
    if isinstance(value, str):
        return UNSHOWABLE.sub(" ", value[:40])
    return str(value) if is_whole(value, -(10**6), 10**6) else "…"
