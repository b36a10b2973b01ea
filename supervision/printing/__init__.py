"""Rows become the facts of printed papers. Whoever calls has asked what the reader may see."""

from .cycles import recap, report
from .visits import blank_sheet, filled_sheet, record

__all__ = ["blank_sheet", "filled_sheet", "recap", "record", "report"]
