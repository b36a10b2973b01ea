"""What waits for those who lead a cycle or take part in it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from schools.access import ACCEPT
from supervision.kinds import Stage
from supervision.models import Participant, Reflection

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
            part.cycle.get_absolute_url(),
        )


def reflections_to_write(user):
    """A cycle that looks back asks everybody who took part."""
    written = Reflection.objects.filter(cycle=OuterRef("cycle"), person=OuterRef("person"))
    mine = Participant.objects.for_user(user).filter(
        person__user=user, cycle__stage=Stage.REFLECTION
    )
    for part in mine.exclude(Exists(written)).select_related("cycle")[:3]:
        yield Todo(
            _("Look back on %(cycle)s") % {"cycle": part.cycle},
            _("What went forward, what was hard, what comes next: one of them is enough."),
            reverse("supervision:reflection", args=[part.cycle_id]),
            _("Write your reflection"),
        )
