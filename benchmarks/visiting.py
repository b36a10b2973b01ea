"""The cycles of a school, and what hangs on each of their visits."""

from datetime import timedelta

from schools.models import AuditEntry
from schools.models.audit import Action
from staff.kinds import HEADS, TEACHERS, Kind
from supervision.calculations.results import NOT_APPLICABLE, outcome
from supervision.kinds import Fate, Stage, State, VisitKind, Voice
from supervision.models import Cycle, FollowUp, Participant, Result, Sheet, Visit
from supervision.services import results

from .place import moment

CALLED_OFF, NOT_YET_FINAL = 0.04, 0.03  # shares of the visits
SELF_ASSESSED = 4  # every so manieth visit
NOT_APPLICABLE_IN = 0.5  # share of the sheets on which one item does not apply


def add_cycles(rows, common, place, supervisor):
    size, number, before = common.size, 0, None
    for year, half in size.terms:
        first, second = size.cycles // 2, size.cycles - size.cycles // 2
        in_term = first if half == 1 else second
        for nth in range(in_term):
            term = place.terms[year, half]
            length = (term.last_day - term.first_day).days // in_term
            starts = term.first_day + timedelta(nth * length)
            number += 1
            before = add_cycle(rows, common, place, term, number, starts, before, supervisor)


def add_cycle(rows, common, place, term, number, starts, before, supervisor):
    cycle = rows.add(
        Cycle,
        school=place.school,
        term=term,
        follows=before,
        number=(number - 1) % 12 + 1,
        focus="Murid bertanya",
        criterion="Tiga pertanyaan murid",
        at_least=70,
        version=common.teaching,
        band_set=common.band_set,
        stage=Stage.CLOSED,
        stages={stage: (starts + timedelta(7 * n)).isoformat() for n, stage in enumerate(Stage)},
        planned_by=place.principal,
        accepted_at=moment(starts),
        is_met=True,
    )
    for nth, (person, kind, strength) in enumerate(place.people):
        rows.add(
            Participant,
            cycle=cycle,
            person=person,
            accepted_at=moment(starts),
            accepted_by=person.user,
        )
        day = starts + timedelta(7 + rows.rng.randrange(42))
        visit = add_visit(rows, common, place, cycle, person, kind, nth, day, supervisor)
        if visit.state != State.CALLED_OFF:
            add_findings(rows, common, place, visit, kind, strength + 0.06 * number)
    return cycle


def add_visit(rows, common, place, cycle, person, kind, nth, day, supervisor):
    chance = rows.rng.random()
    off, final = chance < CALLED_OFF, chance >= CALLED_OFF + NOT_YET_FINAL
    year = int(cycle.term.code[:4])
    observer = supervisor if kind in HEADS else place.principal

    def then(days, happened=not off):
        return moment(day + timedelta(days)) if happened else None

    return rows.add(
        Visit,
        school=place.school,
        cycle=cycle,
        kind=visit_kind(kind),
        state=State.CALLED_OFF if off else State.FINAL if final else State.SHARED,
        person=person,
        observer=observer,
        class_group=place.classes[year][nth - 1] if kind == Kind.CLASS_TEACHER else None,
        date=day,
        focus=cycle.focus,
        criterion=cycle.criterion,
        at_least=cycle.at_least,
        version=common.teaching if kind in TEACHERS else common.services,
        band_set=common.band_set,
        planned_by=observer,
        accepted_by_person_at=then(-5),
        accepted_by_observer_at=then(-5),
        started_at=then(0),
        observed_at=then(0),
        shared_at=then(1),
        read_at=then(2, final),
        final_at=then(3, final),
        called_off="Sekolah banjir" if off else "",
    )


def visit_kind(kind):
    if kind in HEADS:
        return VisitKind.PRINCIPAL
    return VisitKind.LESSON if kind in TEACHERS else VisitKind.STAFF


def add_findings(rows, common, place, visit, kind, strength):
    """What hangs on a visit that took place: result, self-assessment, a step, the trail."""
    rubric, rng = visit.version.rubric, rows.rng
    if visit.state == State.FINAL:
        found = outcome(rubric, scores(rng, rubric, strength), common.bands)
        rows.add(
            Result,
            visit=visit,
            version=visit.version,
            bands=common.band_set.content["bands"],
            is_met=found.percent >= visit.at_least,
            role=kind,
            class_name=visit.class_group.name if visit.class_group else "",
            found_by=visit.observer,
            found_at=visit.final_at,
            **results.figures(found),
        )
    if rng.randrange(SELF_ASSESSED) == 0:
        own = scores(rng, rubric, strength + 0.2)
        rows.add(
            Sheet,
            visit=visit,
            voice=Voice.OWN,
            version=visit.version,
            cells={f"{code}.score": {"value": score, "revision": 1} for code, score in own.items()},
            revision=1,
            changed_at=visit.observed_at,
            shared_at=visit.shared_at,
            closed_at=visit.shared_at,
        )
    add_step(rows, visit)
    for at in filter(None, (visit.shared_at, visit.final_at)):
        rows.add(
            AuditEntry,
            at=at,
            actor=visit.observer,
            about=visit.person.user,
            school=place.school,
            action=Action.CHANGED,
            subject=AuditEntry.name_of(visit),
        )


def scores(rng, rubric, strength):
    """A value for each item, around `strength`; a few do not apply."""
    low = max(1.0, 2.4 - strength)
    weights = (low, low * 2, 3 + strength, max(0.3, 1 + 2 * strength))
    values = rng.choices((1, 2, 3, 4), weights, k=len(rubric.items))
    if rng.random() < NOT_APPLICABLE_IN:
        values[rng.randrange(len(values))] = NOT_APPLICABLE
    return dict(zip(rubric.codes, values, strict=True))


def add_step(rows, visit):
    """Two thirds are done, most of them in time; of the others some are dropped, some open."""
    due, chance = visit.date + timedelta(21), rows.rng.random()
    state = Fate.SOLVED if chance < 0.66 else Fate.DROPPED if chance < 0.75 else Fate.OPEN
    closed = state != Fate.OPEN
    rows.add(
        FollowUp,
        visit=visit,
        text="Menulis tiga pertanyaan sebelum pelajaran",
        owner=visit.person,
        sign="Pertanyaan ada di rencana",
        due=due,
        state=state,
        outcome="Sudah dicoba di kelas" if closed else "",
        closed_at=moment(due + timedelta(rows.rng.randrange(-10, 5))) if closed else None,
        closed_by=visit.person.user if closed else None,
    )
