"""What the pages of this floor ask of all floors below."""

from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.access import CHANGE
from schools.models import School, Term


@dataclass(frozen=True)
class Todo:
    """Something that waits for the reader, with the page where it is done."""

    title: str
    hint: str
    url: str


def waiting_for(user):
    """Return what waits for `user` today, most pressing first."""
    todos = []
    if user.needs_second_factor and not is_mfa_enabled(user):
        todos.append(
            Todo(
                _("Turn on the second step of signing in"),
                _("You hold what belongs to others. It takes two minutes and a phone."),
                reverse("mfa_activate_totp"),
            )
        )
    mine = School.objects.for_user(user, CHANGE)
    running = Term.objects.on(timezone.localdate())
    for school in mine.exclude(terms__in=running)[:5]:
        todos.append(
            Todo(
                _("Write down this term's dates for %(school)s") % {"school": school},
                _("Visits and meetings are counted by term."),
                reverse("schools:term_create"),
            )
        )
    for school in mine.filter(letterhead="")[:5]:
        todos.append(
            Todo(
                _("Complete the letterhead of %(school)s") % {"school": school},
                _("It stands on everything you print and sign."),
                reverse("schools:update", args=[school.pk]),
            )
        )
    return todos
