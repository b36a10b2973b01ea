"""Sentences of a reflection or of the talk after a visit, marked with what supports or hinders."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from meetings.marking import Passage
from meetings.views.mentions import MarksSentences
from schools.access import CHANGE, KNOW, READ, VIEW, Role, schools_where
from staff.models import Person

from ..kinds import SHARED, VisitKind
from ..models import Cycle, Feedback, Participant, Reflection, Remark, Visit


def day_of(moment):
    return timezone.localtime(moment).date()


# Reflections of a cycle


def passages_of_reflections(rows, people):
    """Each part of each; `people` finds the person behind an account, who is not in the row."""
    return [
        Passage(
            f"{part}-{row.pk}",
            getattr(row, part),
            said_on=day_of(row.written_at),
            about=row.person or people.get(row.written_by_id),
        )
        for row in rows
        for part in Reflection.PARTS
        if getattr(row, part)
    ]


def may_mark_in(view, rows):
    """Of these cycles those in which the reader leads or takes part."""
    own = view.rows(Participant).filter(person__user=view.request.user)
    led = view.rows(Cycle, CHANGE)
    return rows.filter(Q(pk__in=own.values("cycle")) | Q(pk__in=led.values("pk")))


class CycleMark(MarksSentences):
    model = Cycle
    action = VIEW

    def narrow(self, rows):
        return may_mark_in(self, rows.select_related("school"))

    def passages(self):
        told = self.rows(Reflection).filter(cycle=self.object)
        told = list(told.select_related("person"))
        writers = [row.written_by_id for row in told if row.person is None]
        people = self.rows(Person, KNOW).filter(user__in=writers).distinct()
        return passages_of_reflections(told, {person.user_id: person for person in people})

    def school(self):
        return self.object.school

    def facts(self):
        cycle = self.object
        return {"source": cycle.focus, "path": reverse("supervision:cycle", args=[cycle.pk])}


# The talk after a visit


def passages_of_talk(visit, said, feedback):
    spoken = [
        Passage(f"remark-{one.pk}", one.text, said_on=day_of(one.at), about=visit.person)
        for one in said
    ]
    written = [
        Passage(f"{part}-{one.pk}", getattr(one, part), said_on=visit.date, about=visit.person)
        for one in feedback
        for part in Feedback.PARTS
    ]
    return spoken + written


def may_mark_of(user, rows):
    """Of these visits those that the reader speaks in, once both have read the same.

    What is marked is read by the principal, so a peer visit waits until its host has opened it.
    """
    told = rows.filter(state__in=sorted(SHARED)).exclude(person=None)
    told = told.exclude(kind=VisitKind.PEER, is_open=False)
    led = schools_where(user, {Role.PRINCIPAL})
    return told.filter(Q(person__user=user) | Q(observer=user) | Q(school__in=led))


class VisitMark(MarksSentences):
    model = Visit
    action = READ

    def narrow(self, rows):
        return may_mark_of(self.request.user, rows.select_related("school", "person"))

    def passages(self):
        visit = self.object
        said = self.rows(Remark).filter(visit=visit)
        return passages_of_talk(visit, said, self.rows(Feedback).filter(visit=visit))

    def school(self):
        return self.object.school

    def facts(self):
        visit = self.object
        return {
            "source": visit.focus or visit.get_kind_display(),
            "path": reverse("supervision:visit", args=[visit.pk]),
        }
