"""BERITA ACARA KUNJUNGAN: what two people saw, said and agreed on one day."""

from schools.documents import render
from schools.documents.indonesian import clock, long_date, short_date, weekday_date

from .facts import VisitRecord
from .wording import (
    NOT_AN_SKP_PREDICATE,
    counted_from,
    person_rows,
    reader_signs,
    result_words,
)

MET = {True: "Tercapai", False: "Belum tercapai", None: "Belum dinilai"}
PARTS = {
    "goal": "Tujuan",
    "seen": "Yang terlihat",
    "gap": "Jarak ke tujuan",
    "next_step": "Langkah berikutnya",
}


def visit_record(facts: VisitRecord, paper: str) -> bytes:
    return render("supervision/record.typ", words(facts), paper=paper, day=facts.counted_on)


def words(facts):
    return {
        "letterhead": facts.letterhead,
        "number": f"Nomor: {facts.number}" if facts.number else "",
        "foot": counted_from(facts.counted_on),
        "opening": opening(facts),
        "facts": fact_rows(facts),
        "result": result_words(facts.result),
        "footnote": NOT_AN_SKP_PREDICATE,
        "first_talk": facts.first_talk,
        "own": (f"{facts.visited.called}: {facts.visited.name}", facts.own_view),
        "observer": (f"Pengamat: {facts.observer}", facts.observer_view),
        "feedback": [(label, getattr(facts.feedback, part)) for part, label in PARTS.items()],
        "follow_ups": [follow_up_row(follow_up) for follow_up in facts.follow_ups],
        "called": facts.visited.called.lower(),
        "reply": facts.reply,
        "objections": [objection_words(objection) for objection in facts.objections],
        "corrections": [correction_row(correction) for correction in facts.corrections],
        "signing": reader_signs(facts.signing),
    }


def opening(facts):
    hours = clock(facts.starts) + (f"–{clock(facts.ends)}" if facts.ends else "")
    return (
        f"Pada hari ini, {weekday_date(facts.day)}, pukul {hours} {facts.zone},"
        f" telah dilaksanakan kunjungan supervisi di {facts.place.rstrip('.')}."
    )


def fact_rows(facts):
    instrument = ", ".join(part for part in (facts.instrument, facts.version) if part)
    named, *others = person_rows(facts.visited)
    return [
        ("Yang dikunjungi", named[1]),
        *((label, value) for label, value in others if value),
        ("Pengamat", facts.observer),
        ("Fokus", facts.focus),
        ("Kriteria keberhasilan", criterion(facts)),
        ("Instrumen", instrument),
    ]


def criterion(facts):
    return f"{facts.criterion}\n{MET[facts.criterion_met]}." if facts.criterion else ""


def follow_up_row(follow_up):
    due = short_date(follow_up.due) if follow_up.due else ""
    return (follow_up.step, follow_up.owner, follow_up.sign, due, follow_up.news)


def objection_words(objection):
    answered = f" ({long_date(objection.answered_on)})" if objection.answered_on else ""
    return {
        "raised": f"Keberatan ({long_date(objection.raised_on)})",
        "text": objection.text,
        "answered": f"Jawaban{answered}",
        "answer": objection.answer or "Belum dijawab.",
    }


def correction_row(correction):
    made = ", ".join(part for part in (short_date(correction.made_on), correction.made_by) if part)
    return (correction.what, f"{correction.old} → {correction.new}", correction.reason, made)
