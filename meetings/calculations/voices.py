"""How many people of a group had a say in its decisions: a share, never a list of names."""

from dataclasses import dataclass

FEWEST_PEOPLE = 5  # below that a share would point at somebody


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


def share(voices, members):
    """Count the voices: for each decision those who spoke, as keys of people.

    Guests and those who were not members in that term are left out on both sides.
    """
    members = set(members)
    spoke = {person for heard in voices for person in heard} & members
    return Share(len(spoke), len(members), len(voices))
