"""One visit becomes final: what it costs until its school's numbers are from after it, in a small
district and in large ones."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from reports.models import Summary
from reports.services.counting import look_for_changes
from reports.tasks import count
from schools import audit
from schools.models import School
from supervision.kinds import State
from supervision.models import Visit
from supervision.services import results, visits

from ..measuring import Line, seconds, side_by_side, timed

STEPS = ("final", "looked", "counted")
BACK = timedelta(minutes=5)  # as beat asks for it
NOT_WORSE = 1.3  # the same cost, as far as a shared machine can tell


def measure(worlds):
    yield one_visit(worlds)


def one_visit(worlds):
    places = {"few": worlds.few, "district": worlds.district, "many": worlds.many}
    sizes, parts = {}, {}
    for name, world in places.items():
        with world():
            sizes[name] = School.objects.count()
            prepare()

    def way(name):
        def go():
            with places[name]():
                parts.setdefault(name, []).append(fresh())

        return go

    side_by_side(1, **{name: way(name) for name in places})  # to warm up
    parts.clear()
    side_by_side(worlds.scale.short_rounds, **{name: way(name) for name in places})
    whole = {name: [sum(each.values()) for each in found] for name, found in parts.items()}
    ratios = side_rounds(whole, "many", "few")
    middle = sorted(ratios)[len(ratios) // 2]
    return Line(
        f"one visit finalised → its summaries fresh, at {listed(sizes.values())} schools",
        "the same cost at each size",
        f"{middle:.3g} ({min(ratios):.3g}–{max(ratios):.3g}) from the smallest to the largest",
        middle <= NOT_WORSE,
        made_of="; ".join(
            f"{sizes[name]:,}: " + ", ".join(f"{step} {part(found, step)}" for step in STEPS)
            for name, found in parts.items()
        )
        + "; the pause of 30 s, in which changes gather, is not in it",
        limits="look_for_changes reads the whole trail: there is no index that begins with its"
        " time. Everything else asks for one school only.",
    )


def part(found, step):
    taken = sorted(each[step] for each in found)
    return seconds(taken[len(taken) // 2])


def side_rounds(whole, one, other):
    return [a / b for a, b in zip(whole[one], whole[other], strict=True)]


def listed(numbers):
    return ", ".join(f"{number:,}" for number in sorted(numbers))


def prepare():
    """Every summary counted once, so that only what changes now is counted."""
    if not Summary.objects.exists():
        from ..nation import summaries_of_all

        summaries_of_all()
    Summary.objects.update(state=Summary.State.DONE, counted_at=timezone.now(), token=None)


def fresh():
    """Seconds of each step; afterwards everything is as it was before."""
    with undone():
        visit = Visit.objects.filter(state=State.SHARED, sheets=None).order_by("pk").first()
        sheet = visits.sheet_of(visit)
        sheet.cells = {
            f"{code}.score": {"value": 3, "revision": 1} for code in visit.version.rubric.codes
        }
        sheet.save()
        stale = Summary.objects.filter(state=Summary.State.QUEUED)

        def final():
            results.finalise(visit, by=visit.observer)
            audit.note(audit.Action.CHANGED, visit, actor=visit.observer)

        def counted():
            for pk in list(stale.values_list("pk", flat=True)):
                count(pk)

        found = {"final": timed(final), "looked": timed(lambda: look_for_changes(BACK))}
        stale.update(due_at=timezone.now())
        found["counted"] = timed(counted)
        assert not stale.exists()
        return found


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
