"""What waits for those who meet: what happens today, what was promised, what was left open."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.access import groups_of
from meetings.kinds import Direction, MeetingState, Part, Response, SupportState
from meetings.models import (
    Adoption,
    ClassProblem,
    Difference,
    Group,
    GroupMember,
    Meeting,
    Mention,
    Slot,
    SupportSession,
    Task,
    TermQuestion,
)
from schools.access import CHANGE, FILL, Role
from schools.models import Holiday

from .todo import Todo

SOON = timedelta(days=3)
LONG_ENOUGH = timedelta(weeks=4)  # to say how something went, and to answer what a term asked


def led_by(user):
    """The groups that `user` leads: they alone are asked, though every member may write."""
    return groups_of(user, leading=True)


def meetings_to_record(user):
    """Of the groups that the reader leads: today's first, then what was begun or never written."""
    today = timezone.localdate()
    rows = (
        Meeting.objects.for_user(user, FILL)
        .filter(group__in=led_by(user), date__lte=today)
        .select_related("group")
        .order_by("-date", "start")
    )
    for meeting in rows[:3]:
        words = {"group": meeting.group.name}
        begun = meeting.state == MeetingState.RUNNING
        title = _("End the minutes of %(group)s") if begun else _("Record the meeting of %(group)s")
        yield Todo(
            title % words,
            " · ".join([when(meeting, today), meeting.title]),
            reverse("meetings:record", args=[meeting.pk]),
            _("Record meeting"),
        )


def when(meeting, today):
    day = _("today") if meeting.date == today else date_format(meeting.date)
    return ", ".join(filter(None, [day, hours(meeting)]))


def hours(row):
    return "–".join(time_format(hour, "H.i") for hour in (row.start, row.end) if hour)


def support_today(user):
    """An hour with pupils on this weekday that nobody has written down yet; none on a holiday."""
    today = timezone.localdate()
    support = OuterRef("support")
    written = SupportSession.objects.filter(support=support, date=today)
    free = Holiday.objects.filter(
        school=OuterRef("support__school"), first_day__lte=today, last_day__gte=today
    )
    mine = Q(support__lead__user=user) | Q(support__team__user=user)
    rows = (
        Slot.objects.for_user(user)
        .filter(mine, weekday=today.weekday(), support__state=SupportState.RUNNING)
        .exclude(Exists(written))
        .exclude(Exists(free))
        .select_related("support__class_group")
        .distinct()
    )
    for slot in rows[:3]:
        yield Todo(
            _("Support for pupils today: %(class)s") % {"class": slot.support.class_group},
            " · ".join([hours(slot), slot.support.get_kind_display()]),
            reverse("meetings:session_create", args=[slot.support_id]),
            _("Write down this hour"),
        )


def tasks_to_do(user):
    """The reader's own tasks that are late or due within days."""
    due = Task.objects.for_user(user).filter(
        owner__person__user=user, due__lte=timezone.localdate() + SOON
    )
    for task in due.open()[:3]:
        yield Todo(task.text, how_late(task), task.get_absolute_url())


def how_late(task):
    late = task.days_late
    if late:
        return ngettext("Overdue by %(n)d day", "Overdue by %(n)d days", late) % {"n": late}
    return _("Due on %(date)s") % {"date": date_format(task.due)}


def practices_to_judge(user):
    """What the reader tries in class and has said nothing of for four weeks."""
    tried = Adoption.objects.for_user(user, CHANGE).filter(
        person__user=user, verdict="", since__lte=timezone.localdate() - LONG_ENOUGH
    )
    for adoption in tried.select_related("practice", "class_group").order_by("since")[:3]:
        yield Todo(
            _("Say how “%(practice)s” went") % {"practice": adoption.practice.title},
            tried_since(adoption),
            reverse("meetings:adoption_verdict", args=[adoption.pk]),
            _("Say how it went"),
        )


def tried_since(adoption):
    since = _("since %(date)s") % {"date": date_format(adoption.since)}
    return ", ".join(filter(None, [str(adoption.class_group or ""), since]))


def problems_to_go_on_with(user):
    """A class problem of the reader's own, of which nobody knows yet what came of it."""
    raised = ClassProblem.objects.for_user(user, CHANGE).filter(
        person__user=user, outcome="", opened__lte=timezone.localdate() - LONG_ENOUGH
    )
    for problem in raised.order_by("opened")[:2]:
        yield Todo(
            _("Say what came of “%(problem)s”") % {"problem": problem.title},
            problem.trial or _("Colleagues may have offered an idea."),
            problem.get_absolute_url(),
        )


def opinions_to_look_at(user):
    """Another look at differing opinions, as agreed: asked of whoever mediates or leads."""
    asked = Q(mediator__person__user=user) | Q(group__in=led_by(user))
    due = (
        Difference.objects.for_user(user, CHANGE)
        .filter(asked, review_on__lte=timezone.localdate() + SOON)
        .order_by("review_on")
    )
    for difference in due[:2]:
        yield Todo(
            _("Look again at “%(topic)s”") % {"topic": difference.topic},
            _("Agreed for %(date)s.") % {"date": date_format(difference.review_on)},
            difference.get_absolute_url(),
        )


def questions_to_answer(user):
    """The question of a term that ends within weeks, or has just ended."""
    today = timezone.localdate()
    asked = (
        TermQuestion.objects.for_user(user, CHANGE)
        .filter(
            group__in=led_by(user),
            answer="",
            group__home__terms__code=F("term"),
            group__home__terms__last_day__range=(today - LONG_ENOUGH, today + LONG_ENOUGH),
        )
        .select_related("group")
    )
    for question in asked[:3]:
        yield Todo(
            _("Answer the question of the term with %(group)s") % {"group": question.group.name},
            question.question,
            reverse("meetings:question_update", args=[question.pk]),
        )


def hindrances_to_answer(user):
    """What hinders, in somebody's own words, and nothing is said about it yet."""
    if not user.holds({Role.PRINCIPAL}):
        return
    marked = Mention.objects.for_user(user, CHANGE).filter(
        direction=Direction.HINDERS, status=Response.OPEN, response=""
    )
    for mention in marked.select_related("factor")[:2]:
        yield Todo(
            _("Say what is done about “%(factor)s”") % {"factor": mention.factor},
            mention.quote[:80],
            reverse("meetings:mention_respond", args=[mention.pk]),
        )


def groups_without_chair(user):
    """Asked of the principals of its schools, and of a note-taker who leads it alone."""
    chairs = GroupMember.objects.current().filter(group=OuterRef("pk"), part=Part.CHAIR)
    rows = Group.objects.for_user(user, CHANGE).in_use().exclude(Exists(chairs))
    for group in rows[:3]:
        yield Todo(
            _("%(group)s has no chair") % {"group": group.name},
            _("Choose one of the members: a chair plans the meetings."),
            group.get_absolute_url(),
        )
