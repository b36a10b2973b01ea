"""Printed documents as PDF: the school's letterhead, its tables and its signatures.

What goes on paper stays Indonesian whatever the reader chose: it is signed and filed.
"""

from .printing import render
from .signing import Letterhead, Signatory, Signing

__all__ = ["Letterhead", "Signatory", "Signing", "render"]
