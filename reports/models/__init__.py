"""What reports keep: numbers that were counted, when, and for whom."""

from .asked import Report
from .summaries import Summary, told_schools

__all__ = ["Report", "Summary", "told_schools"]
