"""The papers of a cycle: the recap to file, and the report to talk about and sign."""

from django.utils import timezone, translation
from django.utils.dateparse import parse_date

from schools.documents import Signatory, Signing
from staff.papers import head_of, letterhead_of

from ..calculations.results import stored
from ..documents import facts
from ..kinds import Fate
from .common import band_of

LANGUAGE = "id"
PARTS = {
    "gains": "Capaian",
    "challenges": "Tantangan",
    "factors": "Pendukung dan penghambat",
    "next_step": "Langkah berikutnya",
}
FATES = {Fate.SOLVED: "selesai", Fate.CARRIED: "diteruskan", Fate.DROPPED: "dihentikan"}


def recap(results):
    """The comparable cycles side by side; earlier ones, seen by another sheet, stay out."""
    cycle = results.cycle
    with translation.override(LANGUAGE):
        return facts.CycleRecap(
            letterhead=letterhead_of(cycle.school),
            cycle=f"{cycle.name}: {cycle.focus}",
            term=f"Semester {cycle.term}",
            results=figures(results),
            signing=signing(cycle),
            counted_on=timezone.localdate(),
        )


def report(results, problems, reflections):
    cycle = results.cycle
    with translation.override(LANGUAGE):
        return facts.CycleReport(
            letterhead=letterhead_of(cycle.school),
            cycle=f"{cycle.name}: {cycle.focus}",
            term=f"Semester {cycle.term}",
            results=figures(results),
            signing=signing(cycle),
            counted_on=timezone.localdate(),
            problems=tuple(
                facts.Problem(row.text, FATES.get(row.state, ""), row.reason) for row in problems
            ),
            reflections=tuple(side_by_side(reflections)),
            observers=results.observers,
        )


def figures(results):
    places = range(results.start, len(results.cycles))
    version = results.versions[-1]
    return facts.CycleResults(
        measurements=tuple(heading(results.cycles[place]) for place in places),
        people=tuple(person_of(line, places) for line in results.lines),
        bands=tuple(band_of(band) for band in results.bands),
        instrument=version.rubric.name.id if version else "",
        version=f"versi {version.number}" if version else "",
    )


def heading(cycle):
    return "Awal" if cycle.is_baseline else str(cycle.name)


def person_of(line, places):
    cells = [line.cells[place] for place in places]
    last = cells[-1]
    return facts.PersonResults(
        name=line.person.full_name,
        place=line.class_name,
        percents=tuple(
            stored(cell.percent) if cell and cell.percent is not None else None for cell in cells
        ),
        band=band_of(last.band) if last else None,
        criterion_met=last.is_met if last else None,
    )


def signing(cycle):
    """By whoever led the school when the cycle closed, or leads it today; the pengawas knows."""
    closed = cycle.stages.get("closed")
    day = parse_date(closed) if closed else timezone.localdate()
    return Signing(
        place=cycle.school.signing_place,
        day=day,
        right=head_of(cycle.school, day),
        left=Signatory("Pengawas Sekolah", number_label="NIP", opening="Mengetahui,"),
    )


def side_by_side(reflections):
    """Each of the four parts, as the principal wrote it and as the teachers did."""
    for part, title in PARTS.items():
        told = [(row, getattr(row, part)) for row in reflections if getattr(row, part)]
        yield facts.Reflection(
            title,
            principal="\n".join(text for row, text in told if row.is_principal),
            teachers="\n".join(
                f"{row.person or row.written_by}: {text}"
                for row, text in told
                if not row.is_principal
            ),
        )
