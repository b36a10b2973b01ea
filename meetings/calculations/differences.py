"""Which side of a difference has been heard. Pure: it knows rows only by what they carry."""

from dataclasses import dataclass, field

NAMED = 12  # of those who hold it


@dataclass
class Side:
    """A position, who holds it, and what was heard of them."""

    position: object
    holders: list
    words: list = field(default_factory=list)

    @property
    def more(self):
        """How many are not named in the page."""
        return max(len(self.holders) - NAMED, 0)

    @property
    def waits(self):
        """Nobody of this side was heard, and nobody said why."""
        return not self.words and not self.position.not_heard


def sides(positions, words):
    """Return the sides, and the words of those who hold no position.

    `positions` are pairs of a position and its holders, `words` rows with a `member_id`. Whoever
    holds two positions speaks for both.
    """
    found = [Side(position, list(holders)) for position, holders in positions]
    others = []
    for word in words:
        spoken_for = [side for side in found if word.member_id in {one.pk for one in side.holders}]
        for side in spoken_for:
            side.words.append(word)
        if not spoken_for:
            others.append(word)
    return found, others
