"""The papers of a meeting: invitation, list of attendance, minutes."""

from .papers import attendance_list, invitation, minutes

__all__ = ["attendance_list", "invitation", "minutes"]
