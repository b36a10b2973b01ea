"""What waits for those who visit and those who are visited: always the next step, never two."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools.access import CHANGE, Role, schools_where
from schools.models import Membership
from supervision.kinds import BEFORE, SHEET_OPEN, SUPERVISION, Fate, State, VisitKind, Voice
from supervision.models import Feedback, FollowUp, Remark, Visit
from supervision.services.planning import VISITS_OTHERS

from .todo import Todo

OPEN = sorted(set(State) - {State.FINAL, State.CALLED_OFF})
TO_VISIT = frozenset({State.AGREED, State.RUNNING})  # a class waits at its hour, a draft can wait
MOST = 12  # the list of visits has them all
SOON = timedelta(days=3)


def visits_to_go_on_with(user):
    """The reader's visits, as observer or as the one visited, today's first."""
    said = Remark.objects.filter(visit=OuterRef("pk"), moment=Remark.Moment.OWN_VIEW)
    written = Feedback.objects.filter(visit=OuterRef("pk"))
    mine = (
        Visit.objects.for_user(user)
        .filter(Q(observer=user) | Q(person__user=user), state__in=OPEN)
        .select_related("person", "observer", "class_group", "school")
        .annotate(has_own_view=Exists(said), has_feedback=Exists(written))
        .order_by("date", "start")
    )
    today = timezone.localdate()
    rows = sorted(mine[:60], key=lambda visit: (visit.date != today, visit.state not in TO_VISIT))
    steps = ((visit, next_step(visit, user, today)) for visit in rows)
    return [at_its_school(step, visit, user) for visit, step in steps if step][:MOST]


def at_its_school(step, visit, user):
    """Whoever works at one school need not be told which."""
    return step if user.only_school else step.at(visit.school)


def next_step(visit, user, today):
    """What `user` does next about `visit`; None while somebody else has to."""
    if visit.observer_id == user.pk:
        return observers_step(visit, today)
    return own_step(visit)


def observers_step(visit, today):
    words = {"person": visit.person or visit.get_kind_display(), "date": date_format(visit.date)}
    page = visit.get_absolute_url()
    match visit.state:
        case State.PLANNED if visit.accepted_by_observer_at is None:
            return Todo(
                _("Accept the plan of the visit with %(person)s") % words,
                plan(visit),
                reverse("supervision:visit_accept", args=[visit.pk]),
            )
        case State.AGREED if visit.date <= today:
            return Todo(
                when_and_who(visit),
                plan(visit),
                reverse("supervision:sheet", args=[visit.pk]),
                _("Open sheet"),
            )
        case State.RUNNING:
            return Todo(
                _("Go on with the sheet of %(person)s") % words,
                words["date"],
                reverse("supervision:sheet", args=[visit.pk]),
                _("Open sheet"),
            )
        case State.OBSERVED if visit.kind in SUPERVISION and not visit.has_feedback:
            return Todo(
                _("Write the feedback for %(person)s") % words,
                _("The observation is over. Write the feedback in four parts.")
                if visit.has_own_view
                else _("The observation is over. %(person)s speaks first: ask how it went.")
                % words,
                reverse("supervision:feedback_create", args=[visit.pk]),
                _("Write feedback"),
            )
        case State.OBSERVED:
            return Todo(
                _("Share the feedback with %(person)s") % words, kept_as_draft(visit, today), page
            )
        case State.READ:
            return Todo(
                _("Finalise the result of %(person)s") % words,
                _("It has been read. After this it changes only by a correction."),
                page,
            )
    return None


def visits_without_observer(user):
    """Left open by somebody who visits here no more; whoever leads the school takes them over."""
    visiting = Membership.objects.current().filter(
        user=OuterRef("observer"), school=OuterRef("school"), role__in=VISITS_OTHERS
    )
    rows = Visit.objects.for_user(user, CHANGE).filter(
        school__in=schools_where(user, {Role.PRINCIPAL}), state__in=sorted(SHEET_OPEN | BEFORE)
    )
    left = rows.exclude(kind__in=[VisitKind.PEER, VisitKind.PRINCIPAL]).exclude(Exists(visiting))
    for visit in left.select_related("person", "observer").order_by("date", "start")[:3]:
        words = {"person": visit.person or visit.get_kind_display(), "observer": visit.observer}
        yield Todo(
            _("Take over the visit with %(person)s") % words,
            _("%(observer)s no longer visits here.") % words,
            reverse("supervision:visit_hand", args=[visit.pk]),
            _("Take over"),
        )


def own_step(visit):
    words = {"person": visit.observer.name, "date": date_format(visit.date)}
    page = visit.get_absolute_url()
    match visit.state:
        case State.PLANNED if visit.accepted_by_person_at is None:
            return Todo(
                _("Accept the plan of the visit on %(date)s") % words,
                plan(visit),
                reverse("supervision:visit_accept", args=[visit.pk]),
            )
        case State.OBSERVED if not visit.has_own_view and visit.kind in SUPERVISION:
            return Todo(
                _("Write your own view of the visit on %(date)s") % words,
                _("You speak first; the feedback comes after it."),
                reverse("supervision:remark_create", args=[visit.pk]),
                _("Write my own view"),
            )
        case State.SHARED:
            return Todo(
                _("Read the feedback on the visit of %(date)s") % words,
                _("%(person)s shared it. You can reply to every part.") % words,
                page,
            )
    return None


def plan(visit):
    """Focus, and when: what one has to know before saying yes or setting out."""
    return " · ".join(filter(None, [when(visit), visit.focus]))


def when(visit):
    hours = [time_format(hour, "H.i") for hour in (visit.start, visit.end) if hour]
    return " ".join([date_format(visit.date), "–".join(hours)]).strip()


def when_and_who(visit):
    return ", ".join(str(part) for part in (visit.person, visit.class_group) if part) or str(visit)


def kept_as_draft(visit, today):
    days = (today - visit.date).days
    if days < 1:
        return _("Observed today.")
    return ngettext("A draft for %(n)d day already", "A draft for %(n)d days already", days) % {
        "n": days
    }


def objections_to_answer(user):
    objections = Remark.objects.for_user(user).filter(
        visit__observer=user, moment=Remark.Moment.OBJECTION, voice=Voice.OWN
    )
    answered = Remark.objects.filter(
        visit=OuterRef("visit"), moment=Remark.Moment.ANSWER, at__gte=OuterRef("at")
    )
    for said in objections.exclude(Exists(answered)).select_related("visit__person")[:3]:
        yield Todo(
            _("Answer the objection of %(person)s") % {"person": said.visit.person},
            said.text[:80],
            said.visit.get_absolute_url(),
        )


def steps_to_take(user):
    """The reader's own steps that are late or due within days."""
    due = FollowUp.objects.for_user(user).filter(
        owner__user=user, state=Fate.OPEN, due__lte=timezone.localdate() + SOON
    )
    for step in due[:3]:
        late = step.days_late
        hint = (
            ngettext("Overdue by %(n)d day", "Overdue by %(n)d days", late) % {"n": late}
            if late
            else _("Due on %(date)s") % {"date": date_format(step.due)}
        )
        yield Todo(step.text, hint, step.get_absolute_url())
