"""How many people of a group had a say in its decisions: a share, never a list of names."""

from dataclasses import dataclass

FEWEST_PEOPLE = 5  # below that a share would point at somebody
MOST_BOXES = 40


@dataclass(frozen=True)
class Share:
    """`spoke` of `members` different people spoke before at least one of `decisions`."""

    spoke: int
    members: int
    decisions: int

    @property
    def can_be_told(self):
        return self.members >= FEWEST_PEOPLE and self.decisions > 0

    @property
    def percent(self):
        """Exact; None where it is not told."""
        return 100 * self.spoke / self.members if self.can_be_told else None

    @property
    def boxes(self):
        """One box a member, filled for each voice; none where there are too many to see."""
        if self.members > MOST_BOXES:
            return []
        return [True] * self.spoke + [False] * (self.members - self.spoke)


def share(voices, members):
    """Count the voices: for each decision those who spoke, as keys of people.

    Guests and those who were not members in that term are left out on both sides.
    """
    members = set(members)
    spoke = {person for heard in voices for person in heard} & members
    return Share(len(spoke), len(members), len(voices))
