"""Looking at teaching together: instruments, cycles, visits, and what is said of them."""

from .cycles import Cycle, Participant, Problem, Reflection
from .instruments import BandSet, Instrument, InstrumentVersion
from .results import Result
from .sheets import Photo, SavedSheet, Sheet
from .talks import Feedback, FollowUp, PrivateNote, Remark
from .visits import Visit

__all__ = [
    "BandSet",
    "Cycle",
    "Feedback",
    "FollowUp",
    "Instrument",
    "InstrumentVersion",
    "Participant",
    "Photo",
    "PrivateNote",
    "Problem",
    "Reflection",
    "Remark",
    "Result",
    "SavedSheet",
    "Sheet",
    "Visit",
]
