"""Coming together: groups, their meetings, and what came of them."""

from .calendars import CalendarLink
from .decisions import Decision, Task
from .differences import Difference, Heard, Position
from .factors import Factor, Mention
from .groups import Group, GroupMember, TermQuestion
from .meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingFile,
    Minutes,
    SavedMinutes,
    Series,
)
from .practices import Adoption, Practice, Sighting
from .problems import ClassProblem, Idea
from .shares import QuickShare
from .support import LevelSet, Measure, Slot, Support, SupportSession

__all__ = [
    "Adoption",
    "AgendaItem",
    "Attendance",
    "CalendarLink",
    "ClassProblem",
    "Decision",
    "Difference",
    "Factor",
    "Group",
    "GroupMember",
    "Heard",
    "Idea",
    "LevelSet",
    "Measure",
    "Meeting",
    "MeetingFile",
    "Mention",
    "Minutes",
    "Position",
    "Practice",
    "QuickShare",
    "SavedMinutes",
    "Series",
    "Sighting",
    "Slot",
    "Support",
    "SupportSession",
    "Task",
    "TermQuestion",
]
