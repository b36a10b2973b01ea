"""One thing that waits for somebody."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Todo:
    """Something that waits for the reader, with the page where it is done."""

    title: str
    hint: str
    url: str
    verb: str = ""  # on its button, if it stands first

    def at(self, place):
        """The same, for somebody who has to be told where."""
        return replace(self, hint=" · ".join(filter(None, [str(place), self.hint])))
