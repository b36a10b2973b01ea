"""The papers of supervision: instrument, record of a visit, recap and report of a cycle."""

from .cycle import cycle_recap, cycle_report
from .instrument import instrument_sheet
from .record import visit_record

__all__ = ["cycle_recap", "cycle_report", "instrument_sheet", "visit_record"]
