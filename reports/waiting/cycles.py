"""What waits for those who lead a cycle or take part in it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.access import ACCEPT, CHANGE, Role, schools_where
from schools.models import School, Term
from staff.kinds import TEACHERS
from supervision.kinds import Stage
from supervision.models import Cycle, Participant, Reflection
from supervision.services.cycles import missing_parts

from .todo import Todo


def plans_of_cycles(user):
    mine = (
        Participant.objects.for_user(user, ACCEPT)
        .filter(person__user=user, accepted_at=None, cycle__stage=Stage.PLANNING)
        .select_related("cycle")
    )
    for part in mine[:3]:
        yield Todo(
            _("Accept the plan of %(cycle)s") % {"cycle": part.cycle},
            part.cycle.focus,
            reverse("supervision:participant_accept", args=[part.pk]),
        )


def reflections_to_write(user):
    """A cycle that looks back asks everybody who took part."""
    written = Reflection.objects.filter(cycle=OuterRef("cycle"), person=OuterRef("person"))
    mine = Participant.objects.for_user(user).filter(
        person__user=user, cycle__stage=Stage.REFLECTION
    )
    for part in mine.exclude(Exists(written)).select_related("cycle")[:3]:
        yield looking_back(part.cycle)


def looking_back(cycle):
    return Todo(
        _("Look back on %(cycle)s") % {"cycle": cycle},
        _("What went forward, what was hard, and what comes next."),
        reverse("supervision:reflection", args=[cycle.pk]),
        _("Write your reflection"),
    )


def cycles_to_go_on_with(user):
    """The next step of a running cycle, where it is the turn of whoever leads the school."""
    led = Cycle.objects.for_user(user, CHANGE).running().filter(locked_at=None)
    steps = (leaders_step(cycle) for cycle in led[:3])
    return [step for step in steps if step]


def leaders_step(cycle):
    words = {"cycle": cycle, "stage": Stage(cycle.stage).following.label}
    if not missing_parts(cycle):
        closes = cycle.stage == Stage.REFLECTION
        title = _("Close %(cycle)s") if closes else _("Open “%(stage)s” of %(cycle)s")
        hint = _("Everything that this stage asks for is there.")
        return Todo(title % words, hint, reverse("supervision:cycle_advance", args=[cycle.pk]))
    if cycle.stage == Stage.ACTION and not cycle.visits.exists():
        return Todo(
            _("Give the visits of %(cycle)s their dates") % words,
            cycle.focus,
            reverse("supervision:cycle_schedule", args=[cycle.pk]),
            _("Plan the visits"),
        )
    told = cycle.reflections.filter(is_principal=True)
    if cycle.stage == Stage.REFLECTION and not any(row.is_whole() for row in told):
        return looking_back(cycle)
    return None


def cycles_to_plan(user):
    """A school whose term runs and whose people are there, but that has no running cycle."""
    schools = (
        School.objects.for_user(user)
        .in_use()
        .filter(pk__in=schools_where(user, {Role.PRINCIPAL}))
        .filter(terms__in=Term.objects.on(timezone.localdate()))
        .filter(pk__in=School.objects.filter(placements__kind__in=sorted(TEACHERS)))
        .exclude(cycles__in=Cycle.objects.running())
        .annotate(has_any=Exists(Cycle.objects.filter(school=OuterRef("pk"))))
    )
    for school in schools[:3]:
        title = _("Plan the next cycle") if school.has_any else _("Plan the baseline")
        hint = _("One focus, one instrument, and who takes part. The others accept it then.")
        url = f"{reverse('supervision:cycle_create')}?sekolah={school.pk}"
        yield Todo(title, hint, url, _("Plan a cycle"))
