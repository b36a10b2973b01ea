"""What is expected of each address: one line a page. A page without a line fails the suite."""

from . import accounts, meetings, reports, schools, staff, supervision
from .reports import OTHERS

FLOORS = [schools, accounts, staff, meetings, supervision, reports]
PAGES = {name: page for floor in FLOORS for name, page in floor.PAGES.items()}
__all__ = ["OTHERS", "PAGES"]
