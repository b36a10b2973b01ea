"""Who and where: places, people with roles, and the records that every floor needs."""

from .audit import AuditEntry
from .classes import ClassGroup, Subject
from .files import StoredFile
from .jobs import Job
from .mail import OutgoingMail
from .people import Membership, User
from .places import Cluster, District, School, Term

__all__ = [
    "AuditEntry",
    "ClassGroup",
    "Cluster",
    "District",
    "Job",
    "Membership",
    "OutgoingMail",
    "School",
    "StoredFile",
    "Subject",
    "Term",
    "User",
]
