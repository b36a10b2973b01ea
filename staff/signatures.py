"""Who signs for a school on a given day, and how."""

from dataclasses import dataclass
from datetime import date

from schools.models import School

from .kinds import Kind

NUMBERS = {"NIP": ("nip", "ni_pppk"), "NIY": ("niy",), "NBM": ("nbm",), "NUPTK": ("nuptk",)}


@dataclass(frozen=True)
class Signature:
    """The lines under a document. Printed, so Indonesian in any language."""

    place: str
    day: date
    office: str
    name: str = ""
    number_label: str = ""
    number: str = ""


def signature_of(school: School, day: date) -> Signature:
    """The signature of whoever led `school` on `day`; without a name if nobody is written down."""
    placement = school.placements.principal_on(day)
    if placement is None:
        return Signature(school.signing_place, day, school.head, number_label=school.number_label)
    acting = "Plt. " if placement.kind == Kind.ACTING_PRINCIPAL else ""
    person, label = placement.person, school.number_label
    return Signature(
        school.signing_place,
        day,
        f"{acting}{school.head}",
        person.full_name,
        label,
        number_of(person, label),
    )


def number_of(person, label):
    """The number that stands under a signature of `person`, of the kind the school has chosen."""
    borne = (getattr(person, name) for name in NUMBERS.get(label, ()))
    return next((number for number in borne if number), "")
