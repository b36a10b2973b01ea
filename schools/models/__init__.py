"""Who and where: places, people with roles, and the records that every floor needs."""

from .audit import AuditEntry
from .cells import CellSheet, SavedCells
from .classes import ClassGroup, Subject
from .files import StoredFile
from .holidays import Holiday
from .jobs import Job
from .mail import OutgoingMail
from .people import Membership, User
from .places import Cluster, District, School, Term

__all__ = [
    "AuditEntry",
    "CellSheet",
    "ClassGroup",
    "Cluster",
    "District",
    "Holiday",
    "Job",
    "Membership",
    "OutgoingMail",
    "SavedCells",
    "School",
    "StoredFile",
    "Subject",
    "Term",
    "User",
]
