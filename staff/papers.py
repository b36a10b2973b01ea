"""What every printed paper begins and ends with: the letterhead, and who signs."""

from schools.documents import Letterhead, Signatory
from schools.models import School

from .signatures import number_of, signature_of


def letterhead_of(school: School) -> Letterhead:
    lines = tuple(school.letterhead_lines()) or (school.name.upper(),)
    name = school.name.casefold()
    place = next((n for n, line in enumerate(lines) if name in line.casefold()), None)
    return Letterhead(lines, name_line=place, right=logo_of(school))


def logo_of(school):
    """Its bytes; None if there is none, or if the stored file is no picture any more."""
    try:
        content = school.logo.content() if school.logo else b""
    except FileNotFoundError:
        return None
    return content if content.startswith(b"\x89PNG") else None


def head_of(school, day, opening=""):
    """Whoever led the school on that day signs, wherever they work now."""
    signature = signature_of(school, day)
    return Signatory(
        signature.office, signature.name, signature.number_label, signature.number, opening
    )


def signatory(person, role, school, remark=""):
    if person is None:
        return Signatory(role, number_label=school.number_label, remark=remark)
    number = number_of(person, school.number_label)
    return Signatory(role, person.full_name, school.number_label, number, remark=remark)
