"""Asking for a report: the same question gives the same row, however often it is put."""

import hashlib
import json
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from meetings.models import Group
from schools.access import KNOW, VIEW, Role
from schools.jobs import wake
from schools.models import Cluster, District, Membership, School, Term
from staff.models import Person
from supervision.models import Cycle

from ..models import Report, Summary, oneself, told_groups, told_schools
from ..models.asked import KEPT

Kind, State = Report.Kind, Report.State
LATELY = timedelta(days=3)  # a machine may be switched off on the day itself


@transaction.atomic
def ask(kind, place, term, *, by, period=""):
    """The report of `by` on this; it is built if it is new, or has to be built anew.

    A cycle lies in its own term, whichever was asked for.
    """
    named = place._meta.model_name
    term = place.term.code if isinstance(place, Cycle) else term
    question = {"requested_by": by, "digest": digest_of(kind, named, place.pk, term, period)}
    open_to_them = Report.objects.for_user(by).values("pk")
    for closed in Report.objects.filter(**question).exclude(pk__in=open_to_them):
        remove(closed)  # it told them more than they may read by now
    report, is_new = Report.objects.get_or_create(
        **question, defaults={named: place, "kind": kind, "term": term, "period": period}
    )
    if is_new:
        wake(report)
    elif is_behind(report):
        build_anew(report)
    return report


def digest_of(*asked):
    return hashlib.sha256(json.dumps([str(part) for part in asked]).encode()).hexdigest()


def is_behind(report):
    """Whether it stopped, or figures under it have changed since."""
    if report.state != State.DONE:
        return report.state == State.FAILED
    below = Summary.objects.filter(
        term__code=report.term, term__school__in=schools_of(report.place)
    )
    changed = Q(counted_at__gt=report.counted_at) | ~Q(state=State.DONE)
    return below.filter(changed).exists()


@transaction.atomic
def build_anew(report):
    """Have it built once more by the same row; one that is under way goes on."""
    over = Report.objects.filter(pk=report.pk).exclude(pk__in=Report.objects.unfinished())
    now = timezone.now()
    queued = {"state": State.QUEUED, "token": None, "attempts": 0, "done": 0, "total": 0}
    if over.update(**queued, due_at=now, asked_at=now, read_at=None):
        wake(report)


def keep_as_read(report):
    """Opened for the first time since it is ready: from now on nobody is told that it is."""
    if report.state == State.DONE and not report.read_at:
        this_one = Report.objects.filter(pk=report.pk, counted_at=report.counted_at)
        this_one.update(read_at=timezone.now())


@transaction.atomic
def remove(report):
    """Gone, and a worker that is at it finds nothing left to write to."""
    rows = Report.objects.filter(pk=report.pk)
    list(rows.select_for_update().values("pk"))  # after a worker that is writing its schools
    rows.delete()


def fits(kind, place):
    """Meetings make up a group, visits a cycle and what is told to oneself."""
    match place:
        case Group():
            return kind == Kind.COLLABORATION
        case Cycle() | Person():
            return kind == Kind.PERFORMANCE
    return True


def schools_of(place):
    match place:
        case School():
            return {place}
        case Cycle():
            return {place.school}
        case Person():
            return set(School.objects.filter(placements__person=place))
        case Group():
            return {place.home, *place.schools.all()}
    return set(place.schools.in_use())


def told_of(place, user):
    """As what `user` reads the figures of a place, and those of its schools that are open to
    them so; of a cycle, a group or oneself that one, if it is open.

    Without the figures of a few only a whole district is told: what may be told of a part of it
    depends on the rest.
    """
    match place:
        case Cycle():
            return VIEW, list(told_cycles(user).filter(pk=place.pk))
        case Person():
            return VIEW, list(oneself(user).filter(pk=place.pk))
        case Group():
            reads = VIEW if told_groups(user, VIEW).filter(pk=place.pk).exists() else KNOW
            return reads, list(told_groups(user, reads).filter(pk=place.pk))
    there = {school.pk for school in schools_of(place)}
    viewed = told_schools(user, VIEW).filter(pk__in=there).order_by("name", "pk")
    if isinstance(place, District) and len(viewed) < len(there):
        return KNOW, list(told_schools(user, KNOW).filter(pk__in=there).order_by("name", "pk"))
    return VIEW, list(viewed)


def places_for(user):
    """What a report can be about: a cluster or a district if every school there is open."""
    return (
        told_schools(user, VIEW).in_use(),
        clusters_for(user),
        districts_for(user),
        told_cycles(user),
        oneself(user),
        told_groups(user, KNOW).in_use(),
    )


def clusters_for(user):
    return whole(Cluster.objects.in_use(), told_schools(user, VIEW))


def districts_for(user):
    return whole(District.objects.in_use(), told_schools(user, KNOW))


def told_cycles(user):
    there = Cycle.objects.filter(school__in=told_schools(user, VIEW).values("pk"))
    return there.select_related("school", "term")


def whole(areas, told):
    """Those of the areas that have schools, all of them told."""
    inside = areas.filter(schools__in=told.values("pk")).distinct()
    closed = told.model.objects.exclude(pk__in=told.values("pk"))
    return inside.exclude(schools__in=closed.values("pk"))


def terms_for(user):
    """Codes of the terms of schools in which one has a role, the newest first."""
    terms = Term.objects.for_user(user)
    return list(terms.order_by("-code").values_list("code", flat=True).distinct())


def ask_by_itself(today):
    """Both reports of each school for its principals: of a month that is over, or of a term."""
    month = today.replace(day=1) - timedelta(days=1)
    if today - month <= LATELY:
        running = Term.objects.on(month)
        ask_for_principals(running.filter(last_day__gte=today), f"{month:%Y-%m}")
    ended = Term.objects.filter(last_day__lt=today, last_day__gte=today - LATELY)
    ask_for_principals(ended, "term")


def ask_for_principals(terms, period):
    principals = Membership.objects.current().filter(role=Role.PRINCIPAL, school__isnull=False)
    for term in terms.filter(school__is_active=True).select_related("school"):
        for membership in principals.filter(school=term.school).select_related("user"):
            for kind in Report.Kind:
                named = digest_of(kind, "school", term.school_id, term.code, period)
                user = membership.user
                if not Report.objects.filter(requested_by=user, digest=named).exists():
                    ask(kind, term.school, term.code, by=user, period=period)


def forget_old(now):
    """What nobody has asked for again goes, unless a worker is at it."""
    old = Report.objects.filter(asked_at__lt=now - KEPT)
    old.exclude(pk__in=Report.objects.unfinished()).delete()
