"""Where the cycles stand, at a glance: stages, and how far the visits have come."""

import re

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import pgettext

from schools.models.places import school_year_on
from schools.templatetags.sejawat import initials
from staff.models import ClassTeacher

from .kinds import SUPERVISION, Stage
from .models import Participant, Visit
from .services.coverage import of_cycle

CLASS_WORD = re.compile(r"^(kelas|class)\s+", re.IGNORECASE)
STAGES = [Stage.PLANNING, Stage.ACTION, Stage.OBSERVATION, Stage.REFLECTION]


def running_cycles(user, cycles, *, leads):
    """Each of `cycles` with its stages, and for who leads with one box a person."""
    rows = list(with_people(user, cycles))
    seats = [of_cycle(cycle) if leads else None for cycle in rows]
    people = [seat.person.pk for one in seats if one for seat in one.seats]
    classes = classes_of(user, people) if people else {}
    return [
        {
            "cycle": cycle,
            "stages": list(stepper(cycle)),
            "coverage": one,
            "boxes": with_short_names(one, classes) if one else [],
        }
        for cycle, one in zip(rows, seats, strict=True)
    ]


def with_people(user, cycles):
    """Fetch the people of cycles and the visits at their work, as far as the reader may see."""
    visits = Visit.objects.for_user(user).filter(kind__in=sorted(SUPERVISION))
    people = Participant.objects.for_user(user).select_related("person")
    return cycles.select_related("school", "term", "version__instrument").prefetch_related(
        Prefetch("participants", people), Prefetch("visits", visits)
    )


def boxes_of(user, coverage):
    return with_short_names(coverage, classes_of(user, [seat.person.pk for seat in coverage.seats]))


def classes_of(user, people):
    """Whose class is which this year, where it fits a small box: “Kelas 5–6” as 5–6."""
    teaching = ClassTeacher.objects.for_user(user).filter(
        class_group__year=school_year_on(timezone.localdate()), placement__person__in=people
    )
    names = teaching.values_list("placement__person", "class_group__name")
    short = {person: CLASS_WORD.sub("", name).split(" ")[0] for person, name in names}
    return {person: name for person, name in short.items() if 0 < len(name) <= 3}


def stepper(cycle):
    """The four stages with the day each was reached, for includes/stages.html."""
    now = list(Stage).index(Stage(cycle.stage))
    for place, stage in enumerate(STAGES):
        state = "done" if place < now else "now" if place == now else "ahead"
        day = parse_date(cycle.stages.get(stage, ""))
        note = date_format(day, "j M Y") if day and state == "done" else ""
        if state == "now":
            note = pgettext("stage", "under way")
        yield {"label": stage.label, "note": note, "state": state}


def moves_of(cycle):
    """Which stage was reached on which day, newest last."""
    for stage in Stage:
        if day := parse_date(cycle.stages.get(stage, "")):
            state = "now" if stage == cycle.stage and stage != Stage.CLOSED else "done"
            yield {"title": stage.label, "note": date_format(day), "state": state}


def with_short_names(coverage, classes):
    """Beside each seat what stands in its box: the class, or the letters of the name."""
    boxes = [
        (classes.get(seat.person.pk) or initials(seat.person.name), seat) for seat in coverage.seats
    ]
    return sorted(boxes, key=lambda box: (not box[0][0].isdigit(), len(box[0]), box[0]))
