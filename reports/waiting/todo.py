"""One thing that waits for somebody."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """Something that waits for the reader, with the page where it is done."""

    title: str
    hint: str
    url: str
    verb: str = ""  # on its button, if it stands first
