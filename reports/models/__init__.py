"""What reports keep: numbers that were counted, when, and for whom."""

from .asked import Report
from .summaries import Summary
from .told import oneself, told_groups, told_schools

__all__ = ["Report", "Summary", "oneself", "told_groups", "told_schools"]
