"""How complete the data of a school are: each gap by name, with the page where it is filled."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.findings import Finding, sentence


@dataclass(frozen=True)
class Gap:
    words: str
    url: str


@dataclass(frozen=True)
class Measure:
    """Of `all` rows, `gaps` are those in which something is missing."""

    words: str
    all: int
    gaps: tuple

    @property
    def filled(self):
        return self.all - len(self.gaps)

    @property
    def is_whole(self):
        return not self.gaps


def of_people(people):
    """What should be known of each person; whoever writes through others needs no account."""
    asked = [
        (_("Account"), lambda one: one.user_id or one.writes_through_others, "staff:person"),
        (_("Phone or email"), lambda one: one.phone or one.email, "staff:person_update"),
        (_("NIP, NI PPPK or NUPTK"), _has_number, "staff:person_update"),
        (_("Date of birth"), lambda one: one.birth_date, "staff:person_update"),
        (_("Education"), lambda one: one.education, "staff:person_update"),
    ]
    people = list(people)
    return [
        Measure(words, len(people), _gaps(people, is_there, page))
        for words, is_there, page in asked
        if people
    ]


def of_classes(classes):
    asked = [
        (_("Class teacher"), lambda one: getattr(one, "class_teacher", None)),
        (_("Number of pupils"), lambda one: one.pupils is not None),
    ]
    classes = list(classes)
    return [
        Measure(words, len(classes), _gaps(classes, is_there, "staff:class_update"))
        for words, is_there in asked
        if classes
    ]


def of_school(school, terms):
    """What stands once: whether it is there."""
    asked = [
        (_("Letterhead"), school.letterhead, reverse("schools:update", args=[school.pk])),
        (_("Dates of this term"), terms, reverse("schools:terms")),
    ]
    return [
        Measure(words, 1, () if is_there else (Gap(_("not written down yet"), url),))
        for words, is_there, url in asked
    ]


def findings(measures):
    """What stands out: how much is whole, and where most is missing."""
    whole = sum(measure.is_whole for measure in measures)
    text = ngettext(
        "%(whole)d of %(all)d list is complete.",
        "%(whole)d of %(all)d lists are complete.",
        len(measures),
    )
    found = [Finding(sentence(text, whole=whole, all=len(measures)))]
    worst = max(measures, key=lambda measure: len(measure.gaps), default=None)
    if worst and worst.gaps:
        most = _("Most is missing here: %(what)s, %(n)d of %(all)d.")
        words = {"what": worst.words, "n": len(worst.gaps), "all": worst.all}
        found.append(Finding(sentence(most, **words)))
    return found


def _has_number(person):
    return person.nip or person.ni_pppk or person.nuptk


def _gaps(rows, is_there, page):
    return tuple(Gap(str(row), reverse(page, args=[row.pk])) for row in rows if not is_there(row))
