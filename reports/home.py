"""What the home page asks of all floors below, besides what waits."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Group, Meeting, Support, Task
from meetings.services.overview import meters
from schools.access import CHANGE, FILL, FOUND, READ, Role
from schools.models import Term
from schools.models.places import school_year_on
from staff.kinds import HEADS, STAFF, TEACHERS
from staff.models import ClassTeacher, Placement
from supervision import overview
from supervision.growth import lines
from supervision.models import Cycle, FollowUp, Result, Visit

from .waiting import Todo


@dataclass(frozen=True)
class Count:
    """A number in words, which opens the rows it was counted from."""

    words: str
    url: str


def work_of(user):
    """The reader's own placements today, with the classes of this school year."""
    year = school_year_on(timezone.localdate())
    classes = ClassTeacher.objects.for_user(user).filter(class_group__year=year)
    return (
        Placement.objects.current()
        .filter(person__user=user)
        .select_related("school", "person")
        .prefetch_related(Prefetch("classes", classes.select_related("class_group")), "subjects")
    )


def in_numbers(user):
    """What those who keep a school see of it at a glance."""
    if user.is_superuser:  # all schools at once say nothing
        return []
    here = Placement.objects.for_user(user, CHANGE).current()
    kinds = list(here.values_list("person", "kind", "person__user", "person__user__last_login"))
    if not kinds:
        return []
    people, accounts = reverse("staff:people"), reverse("staff:accounts")
    teachers = {person for person, kind, *_ in kinds if kind in TEACHERS | HEADS}
    staff = {person for person, kind, *_ in kinds if kind in STAFF} - teachers
    never = {person for person, _, user, seen in kinds if user and seen is None}
    counts = [
        Count(
            ngettext("There is %(n)d teacher", "There are %(n)d teachers", len(teachers))
            % {"n": len(teachers)},
            f"{people}?work=teachers",
        ),
        Count(
            ngettext(
                "There is %(n)d of the education staff",
                "There are %(n)d of the education staff",
                len(staff),
            )
            % {"n": len(staff)},
            f"{people}?work=staff",
        ),
    ]
    if never:
        sentence = ngettext(
            "There is %(n)d person who has not signed in yet",
            "There are %(n)d people who have not signed in yet",
            len(never),
        )
        counts.append(Count(sentence % {"n": len(never)}, f"{accounts}?state=never"))
    return counts


def cycles_to_lead(user):
    """The running cycles of the schools that the reader leads or looks after."""
    if not user.holds({Role.PRINCIPAL, Role.SUPERVISOR}):
        return []
    running = Cycle.objects.for_user(user, READ).running()
    return overview.running_cycles(user, running, leads=True)


def stands_in_a_line(schools, cycles):
    """Tell of each school in one line where its cycles stand, and who still has no date."""
    for school in schools:
        here = [row for row in cycles if row["cycle"].school_id == school.pk]
        lines = [in_a_line(row["cycle"], row["coverage"]) for row in here]
        school.stands = " ".join(lines) or _("No cycle is running")


def in_a_line(cycle, coverage):
    words = {
        "cycle": cycle.name,
        "done": coverage.done,
        "all": coverage.all,
        "open": len(coverage.without_plan),
    }
    if words["open"]:
        return _("%(cycle)s: %(done)d of %(all)d visited, %(open)d without a date.") % words
    return _("%(cycle)s: %(done)d of %(all)d visited.") % words


def next_visits(user):
    """What is planned for the coming days and concerns the reader, as far as it is open."""
    to_come = Visit.objects.for_user(user).still_to_come().filter(date__gte=timezone.localdate())
    return to_come.select_related("school", "person", "class_group").order_by("date", "start")[:3]


def next_meetings(user):
    """What is planned for the coming days in the reader's groups and schools, as far as open."""
    to_come = Meeting.objects.for_user(user).to_come().filter(date__gte=timezone.localdate())
    mine = Exists(Meeting.objects.for_user(user, FILL).filter(pk=OuterRef("pk")))
    return to_come.annotate(may_fill=mine).select_related("group").order_by("date", "start")[:3]


def own_tasks(user):
    """The reader's own open tasks from meetings, the nearest first."""
    tasks = Task.objects.for_user(user).filter(owner__person__user=user).open()
    return tasks.select_related("meeting__group")[:3]


def own_support(user):
    """The hours with pupils that the reader leads or helps in, while they run."""
    if not user.holds({Role.TEACHER, Role.STAFF}):
        return []
    running = Support.objects.for_user(user, FILL).running()
    mine = Q(lead__user=user) | Q(team__user=user)
    return running.filter(mine).select_related("class_group").distinct().running_first()[:3]


def groups_to_lead(user):
    """The groups of the schools that the reader leads, each with how often it met this month."""
    if not user.holds({Role.PRINCIPAL}):
        return []
    rows = Group.objects.for_user(user, CHANGE).in_use().select_related("home")
    groups = list(rows[:6])
    if not groups:
        return []
    terms = Term.objects.for_user(user).filter(school__in={group.home_id for group in groups})
    found = meters(groups, Meeting.objects.for_user(user), terms=terms)
    return [(group, found[group.pk]) for group in groups]


def tasks_late(user):
    """How many tasks of the reader's schools are past their date, opening the list of them."""
    if not user.holds({Role.PRINCIPAL}):
        return None
    rows = Task.objects.for_user(user).open().filter(due__lt=timezone.localdate())
    number = rows.distinct().count()
    if not number:
        return None
    words = ngettext(
        "There is %(n)d task past its date", "There are %(n)d tasks past their date", number
    )
    return Count(words % {"n": number}, f"{reverse('meetings:tasks')}?whose=school&state=late")


def own_steps(user):
    """The reader's own open steps, the nearest first."""
    steps = FollowUp.objects.for_user(user).filter(owner__user=user).open()
    return steps.select_related("visit")[:3]


def own_way(user):
    """The reader's results with one instrument, drawn; None before there are two."""
    results = (
        Result.objects.for_user(user)
        .current()
        .filter(visit__person__user=user)
        .exclude(version=None)
        .select_related("visit__cycle", "version__instrument")
        .order_by("visit__date", "pk")
    )
    drawn = [line for line in lines(results) if len(line["points"]) > 1]
    return drawn[0] if drawn else None


def to_begin(user, work):
    """What the reader can begin of their own accord, while nothing is under way."""
    if Cycle.objects.all().may(user, CHANGE):
        yield Todo(
            _("Plan a cycle"),
            _("One focus, one instrument, and who takes part."),
            reverse("supervision:cycle_create"),
        )
    if Group.objects.all().may(user, FOUND):
        yield Todo(
            _("Join a group, or found one"),
            _("A KKG, an MGMP or a kombel keeps the record of its meetings here."),
            reverse("meetings:groups"),
        )
    if work and user.holds({Role.TEACHER, Role.STAFF, Role.OBSERVER}):
        yield Todo(
            _("Invite a colleague"),
            _("To look at one thing in your work, without scores."),
            reverse("supervision:visit_invite"),
        )
    if user.holds({Role.SUPERVISOR, Role.DISTRICT}):
        yield Todo(
            _("What the term came to"),
            _("Of all schools that you look after, in figures."),
            reverse("reports:terms"),
        )
