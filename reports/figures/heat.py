"""A table whose cells are shaded by fifths of a hundred; the figure stands in each."""

from dataclasses import dataclass

STEPS = (0, 20, 40, 60, 80)


@dataclass(frozen=True)
class Cell:
    value: object  # a percent, or None where nothing was measured
    words: str = ""
    url: str = ""
    is_hidden: bool = False  # too few to be told

    @property
    def shade(self) -> int:
        """1 to 5; nothing that is not measured or not told has one."""
        if self.value is None or self.is_hidden:
            return 0
        return sum(self.value >= start for start in STEPS)


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple
    note: str = ""


@dataclass(frozen=True)
class Grid:
    columns: tuple
    rows: tuple

    @property
    def legend(self):
        return tuple(enumerate(STEPS, 1))

    def __iter__(self):
        """Each row with its cells beside the words of their columns."""
        for row in self.rows:
            yield row, tuple(zip(self.columns, row.cells, strict=True))
