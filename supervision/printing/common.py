"""What every paper begins and ends with: letterhead, signatures, figures with their bands."""

from decimal import Decimal

from schools.documents import Letterhead, Signatory
from schools.models.places import School
from staff.signatures import number_of, signature_of

from ..calculations.results import rounded
from ..documents import facts


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


def band_of(band):
    return facts.Band(band.label.id, band.tone, band.start) if band else None


def result_of(total, band=None):
    if total.percent is None:
        return None
    return facts.Result(
        earned=Decimal(total.earned),
        maximum=Decimal(total.maximum),
        items=total.scored,
        not_applicable=total.not_applicable,
        percent=rounded(total.percent),
        band=band_of(band),
    )
