"""The papers of one visit: its sheet, blank or filled, and its record."""

from datetime import time
from functools import cached_property

from django.utils import timezone, translation

from schools.documents import Signatory, Signing
from schools.documents.indonesian import percent
from staff.kinds import STAFF, TEACHERS
from staff.papers import head_of, letterhead_of, signatory
from staff.signatures import number_of

from ..calculations.results import NOT_APPLICABLE, rounded
from ..documents import facts
from ..kinds import Voice
from ..models import Remark
from ..services.results import criterion_met, outcome_of
from .common import result_of

LANGUAGE = "id"  # papers are signed and filed, so they stay Indonesian


class VisitPaper:
    """One visit, as its papers need it."""

    def __init__(self, visit):
        self.visit, self.school = visit, visit.school
        self.person = visit.person
        self.observer = getattr(visit.observer, "person", None)

    @cached_property
    def outcome(self):
        return outcome_of(self.visit)

    @cached_property
    def sheet(self):
        return self.visit.sheets.filter(voice=Voice.OBSERVER, room=None).first()

    @cached_property
    def placement(self):
        placed = self.person and self.person.placements.filter(school=self.school)
        return placed.on(self.visit.date).first() if placed else None

    @property
    def called(self):
        """What the person visited is called above the signature."""
        if self.placement and self.placement.kind in STAFF:
            return "Tenaga kependidikan"
        is_teacher = self.placement is None or self.placement.kind in TEACHERS
        return "Guru" if is_teacher else self.school.head

    def visited(self):
        if self.person is None:
            return facts.Visited()
        teaches = self.called == "Guru"
        with translation.override(LANGUAGE):
            position = self.placement.get_kind_display() if self.placement else ""
        label = self.school.number_label
        return facts.Visited(
            name=self.person.full_name,
            number_label=label,
            number=number_of(self.person, label),
            position=None if teaches else str(position),
            subject=str(self.visit.subject or "") if teaches else None,
            class_name=class_of(self.visit) if teaches else None,
            called=self.called,
        )

    def signing(self):
        """Teacher and observer; the principal of that day below, unless they were the observer."""
        head = head_of(self.school, self.visit.date, "Mengetahui,")
        observer_leads = self.observer is not None and head.name == self.observer.full_name
        role = head.role if observer_leads else "Pengamat"
        right = signatory(self.observer, role, self.school)
        if self.observer is None:
            right = Signatory(role, self.visit.observer.name, self.school.number_label)
        return Signing(
            place=self.school.signing_place,
            day=self.visit.date,
            right=right,
            left=signatory(self.person, self.called, self.school) if self.person else None,
            below=None if observer_leads else head,
        )

    def said(self, moment, voice=None):
        rows = self.visit.remarks.filter(moment=moment)
        rows = rows.filter(voice=voice) if voice else rows
        return "\n".join(row.text for row in rows)

    def first_talk(self):
        """Who said what before the visit, one line each."""
        names = {Voice.OWN: str(self.person), Voice.OBSERVER: self.visit.observer.name}
        told = self.visit.remarks.filter(moment=Remark.Moment.BEFORE)
        return "\n".join(f"{names[row.voice]}: {row.text}" for row in told)


def blank_sheet(version, school):
    rubric = version.rubric
    teaches = not rubric.kinds or bool(set(rubric.kinds) & TEACHERS)
    visited = facts.Visited(
        subject="" if teaches else None,
        class_name="" if teaches else None,
        position=None if teaches else "",
        called="Guru" if teaches else "Tenaga kependidikan",
    )
    return facts.InstrumentSheet(
        letterhead=letterhead_of(school),
        instrument=rubric.name.id,
        version=f"versi {version.number}",
        visited=visited,
        scale=scale_of(rubric),
        aspects=tuple(aspect_of(aspect, rubric) for aspect in rubric.aspects),
        signing=Signing(
            place=school.signing_place,
            day=None,
            left=Signatory(visited.called, number_label=school.number_label),
            right=Signatory("Pengamat", number_label=school.number_label),
        ),
        counted_on=timezone.localdate(),
    )


def filled_sheet(visit):
    paper = VisitPaper(visit)
    outcome, sheet = paper.outcome, paper.sheet
    rubric = outcome.rubric
    return facts.InstrumentSheet(
        letterhead=letterhead_of(paper.school),
        instrument=rubric.name.id,
        version=f"versi {rubric.version}",
        visited=paper.visited(),
        scale=scale_of(rubric),
        aspects=tuple(aspect_of(aspect, rubric, sheet, outcome) for aspect in rubric.aspects),
        signing=paper.signing(),
        counted_on=timezone.localdate(),
        day=visit.date,
        is_filled=True,
        zone=paper.school.get_time_zone_display(),
        notes=tuple(
            facts.TimedNote(time_of(moment["at"]), moment["text"]) for moment in sheet.moments
        ),
        result=result_of(outcome.total, outcome.band) if rubric.is_scored else None,
    )


def time_of(words):
    return time.fromisoformat(words.replace(".", ":"))


def scale_of(rubric):
    scale = rubric.scale
    if scale.is_points:
        marks = [facts.Level(str(anchor.value), anchor.label.id) for anchor in scale.anchors]
    elif scale.is_numeric:
        marks = [facts.Level(str(level.value), level.label.id) for level in scale.levels]
    else:
        marks = [facts.Level(level.label.id) for level in scale.levels]
    return facts.Scale(scale.type, tuple(marks), scale.allow_na)


def aspect_of(aspect, rubric, sheet=None, outcome=None):
    total = outcome.aspects[aspect.code] if outcome and rubric.is_scored else None
    numbers = {code: str(n) for n, code in enumerate(rubric.codes, 1)}
    return facts.Aspect(
        title=f"{aspect.code}. {aspect.name.id}",
        items=tuple(
            item_of(item, numbers[item.code], rubric.scale, sheet, outcome) for item in aspect.items
        ),
        result=result_of(total) if total else None,
    )


def item_of(item, number, scale, sheet, outcome):
    words = item.prompt.id or item.measures.id
    descriptors = [item.descriptors.get(value) for value in scale.values]
    fixed = {
        "number": number,
        "text": words,
        "descriptors": tuple(words.id for words in descriptors if words),
    }
    if sheet is None:
        return facts.Item(**fixed)
    score = outcome.scores.get(item.code)
    return facts.Item(
        **fixed,
        answer=answer_of(score, scale) or sheet.of_item(item.code, "answer"),
        not_applicable=score == NOT_APPLICABLE,
        note=sheet.of_item(item.code, "note") or "",
        evidence=sheet.of_item(item.code, "evidence") or "",
    )


def answer_of(score, scale):
    """The mark in the chosen box: the number, or the word of a level without one."""
    if score in {None, NOT_APPLICABLE}:
        return None
    return str(score) if scale.is_numeric else scale.level(score).label.id


def record(visit):
    paper = VisitPaper(visit)
    outcome = paper.outcome
    scored = outcome and outcome.percent is not None
    given = visit.feedback.first()
    return facts.VisitRecord(
        letterhead=letterhead_of(paper.school),
        day=visit.date,
        starts=visit.start or timezone.localtime(visit.started_at, paper.school.zone).time(),
        ends=visit.end,
        zone=paper.school.get_time_zone_display(),
        place=place_of(visit),
        visited=paper.visited(),
        observer=paper.observer.full_name if paper.observer else visit.observer.name,
        signing=paper.signing(),
        counted_on=timezone.localdate(),
        focus=visit.focus,
        criterion=visit.criterion,
        criterion_met=criterion_met(visit, outcome),
        instrument=outcome.rubric.name.id if outcome else "",
        version=f"versi {outcome.rubric.version}" if outcome else "",
        result=result_of(outcome.total, outcome.band) if scored else None,
        first_talk=paper.first_talk(),
        own_view=paper.said(Remark.Moment.OWN_VIEW),
        observer_view=paper.said(Remark.Moment.REPLY, Voice.OBSERVER),
        feedback=facts.Feedback(given.goal, given.seen, given.gap, given.next_step)
        if given
        else facts.Feedback(),
        follow_ups=tuple(step_of(step) for step in visit.follow_ups.select_related("owner")),
        reply=paper.said(Remark.Moment.REPLY, Voice.OWN),
        objections=tuple(objections_of(visit)),
        corrections=tuple(corrections_of(visit)),
    )


def place_of(visit):
    if visit.class_group is None:
        return visit.school.name
    return f"kelas {class_of(visit)} {visit.school.name}"


def class_of(visit):
    """The name without the word that stands before it on paper."""
    return visit.class_group.name.removeprefix("Kelas ") if visit.class_group else ""


def step_of(step):
    return facts.FollowUp(step.text, step.owner.full_name, step.sign, step.due, step.outcome)


def objections_of(visit):
    answers = list(visit.remarks.filter(moment=Remark.Moment.ANSWER))
    for said in visit.remarks.filter(moment=Remark.Moment.OBJECTION):
        later = [one for one in answers if one.code == said.code and one.at >= said.at]
        answer = later[0] if later else None
        yield facts.Objection(
            said.text,
            on_the_day(said.at, visit),
            answer.text if answer else "",
            on_the_day(answer.at, visit) if answer else None,
        )


def corrections_of(visit):
    for result in visit.results.exclude(replaces=None).select_related("replaces", "found_by"):
        before = result.replaces
        changed = {
            code
            for code in result.scores.keys() | before.scores.keys()
            if result.scores.get(code) != before.scores.get(code)
        }
        yield facts.Correction(
            what=", ".join(sorted(changed)),
            old=figure(before),
            new=figure(result),
            reason=result.reason,
            made_on=on_the_day(result.found_at, visit),
            made_by=result.found_by.name,
        )


def figure(result):
    return "" if result.exact is None else percent(rounded(result.exact))


def on_the_day(moment, visit):
    return timezone.localtime(moment, visit.school.zone).date()
