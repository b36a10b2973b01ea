"""The people of schools: who they are, where they work, how they came to be in these books."""

from .accounts import Invitation
from .corrections import CorrectionRequest
from .imports import DapodikImport
from .people import Person
from .placements import ClassTeacher, Placement

__all__ = [
    "ClassTeacher",
    "CorrectionRequest",
    "DapodikImport",
    "Invitation",
    "Person",
    "Placement",
]
