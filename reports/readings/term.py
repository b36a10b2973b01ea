"""What one term of one school came to, read from its numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TermReading:
    numbers: dict
    before: dict
