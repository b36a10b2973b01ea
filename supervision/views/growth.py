"""One person's own way: results over time, by aspect and stage, and what came of the steps."""

from django.db.models import Count, Q
from django.utils.translation import ngettext

from schools.access import KNOW, READ, Role, schools_where
from schools.scoped_views import ScopedDetailView
from staff.models import Person

from ..growth import kept, lines
from ..kinds import SHARED, VisitKind
from ..models import Feedback, FollowUp, Result, Visit

LEADS = (Role.PRINCIPAL, Role.SUPERVISOR)


def seen_by(user, people):
    """Of these people, those whose way the reader may look at: the own one, or as whoever leads."""
    led = Q(placements__school__in=schools_where(user, LEADS))
    return people.filter(Q(user=user) | Q(pk__in=people.filter(led).values("pk")))


class Growth(ScopedDetailView):
    """For the person, the principal and the school supervisor; never beside a colleague."""

    model = Person
    action = KNOW
    reading_is_recorded = True
    template_name = "supervision/growth.html"

    def narrow(self, rows):
        return seen_by(self.request.user, rows)

    def get_context_data(self, **kwargs):
        person = self.object
        is_own = person.user_id == self.request.user.pk
        results = (
            self.rows(Result)
            .current()
            .filter(visit__person=person)
            .exclude(version=None)
            .select_related("visit__cycle", "version__instrument")
            .order_by("visit__date", "pk")
        )
        steps = self.rows(FollowUp).filter(owner=person).select_related("visit", "owner")
        return super().get_context_data(
            person=person,
            is_own=is_own,
            lines=lines(results),
            steps=list(steps.open()),
            kept=kept(list(steps)),
            peers=peers(self.rows(Visit), self.request.user) if is_own else "",
            **kwargs,
        )


def peers(visits, user):
    """How often the reader was host or guest of a colleague; nobody else sees this count."""
    found = visits.filter(kind=VisitKind.PEER).took_place()
    found = found.aggregate(
        hosted=Count("pk", filter=Q(person__in=user.persons)),
        watched=Count("pk", filter=Q(observer=user)),
    )
    hosted, watched = found["hosted"], found["watched"]
    if not hosted and not watched:
        return ""
    return " ".join(
        [
            ngettext(
                "A colleague watched your lesson %(n)d time.",
                "Colleagues watched your lessons %(n)d times.",
                hosted,
            )
            % {"n": hosted},
            ngettext(
                "You watched a colleague %(n)d time.",
                "You watched colleagues %(n)d times.",
                watched,
            )
            % {"n": watched},
        ]
    )


class RuangGtk(ScopedDetailView):
    """Text for the yearly talk, to be copied: focus, feedback and steps, and no score in it."""

    model = Visit
    action = READ
    reading_is_recorded = True
    template_name = "supervision/ruang_gtk.html"

    def narrow(self, rows):
        return rows.filter(state__in=sorted(SHARED), person__isnull=False).select_related(
            "person", "observer", "class_group", "subject"
        )

    def get_context_data(self, **kwargs):
        visit = self.object
        return super().get_context_data(
            visit=visit,
            feedback=self.rows(Feedback).filter(visit=visit),
            steps=self.rows(FollowUp).filter(visit=visit).select_related("owner"),
            **kwargs,
        )
