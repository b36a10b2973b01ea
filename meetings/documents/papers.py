"""UNDANGAN, DAFTAR HADIR and NOTULEN, in the words that a school signs and files."""

from schools.documents import render
from schools.documents.indonesian import clock, counted, long_date, short_date, weekday_date

REFLECTION = {
    "tried": "Yang dicoba",
    "happened": "Yang terjadi",
    "learnt": "Yang dipelajari",
    "next": "Langkah berikutnya",
}
LINES_FOR_GUESTS = 3


def invitation(facts, paper):
    said = invitation_words(facts)
    return render("meetings/invitation.typ", said, paper=paper, day=facts.written_on)


def attendance_list(facts, paper):
    said = attendance_words(facts)
    return render("meetings/attendance.typ", said, paper=paper, day=facts.counted_on)


def minutes(facts, paper):
    return render("meetings/minutes.typ", minutes_words(facts), paper=paper, day=facts.counted_on)


def counted_from(day):
    return f"Disusun dari data Sejawat per {long_date(day)}."


def hours(occasion):
    if occasion.starts is None:
        return ""
    until = f"–{clock(occasion.ends)}" if occasion.ends else " sampai selesai"
    return f"pukul {clock(occasion.starts)}{until} {occasion.zone}".strip()


def when_and_where(occasion):
    return [
        ("Hari, tanggal", weekday_date(occasion.day)),
        ("Waktu", hours(occasion)),
        ("Tempat", occasion.place),
    ]


def invitation_words(facts):
    occasion = facts.occasion
    return {
        "letterhead": facts.letterhead,
        "foot": counted_from(facts.written_on),
        "head": [
            ("Nomor", occasion.number or "–"),
            ("Lampiran", "–"),
            ("Hal", f"Undangan {occasion.called}"),
        ],
        "to": f"Yth. anggota {occasion.group}",
        "facts": [*when_and_where(occasion), ("Acara", occasion.title)]
        + ([("Yang dibawa", facts.bring)] if facts.bring else []),
        "topics": [topic_words(topic) for topic in facts.topics],
        "signing": facts.signing.words(),
    }


def topic_words(topic):
    return {
        "text": topic.text,
        "owner": topic.owner,
        "suggestion": topic.suggestion,
        "note": topic.note,
        "fate": topic.fate,
    }


def attendance_words(facts):
    occasion = facts.occasion
    return {
        "letterhead": facts.letterhead,
        "foot": counted_from(facts.counted_on),
        "under": [occasion.title, occasion.group],
        "facts": when_and_where(occasion),
        "rows": [(one.name, one.school, one.mark, one.is_away) for one in facts.people],
        "empty": 0 if facts.is_held else LINES_FOR_GUESTS,
        "counts": attendance_sentence(facts) if facts.is_held else "",
        "signing": facts.signing.words(),
    }


def attendance_sentence(facts):
    """Those present first: Hadir 13 dari 16. Izin 2, sakit 1."""
    (present, n), *others = facts.counts
    asked = n + sum(number for _word, number in others)
    away = ", ".join(f"{word.lower()} {number}" for word, number in others if number)
    return f"{present} {n} dari {asked}." + (f" {away[0].upper()}{away[1:]}." if away else "")


def minutes_words(facts):
    occasion = facts.occasion
    people = [
        ("Pemimpin pertemuan", facts.chair),
        ("Notulis", facts.notes),
        ("Hadir", f"{facts.present} dari {facts.asked} orang" if facts.asked else ""),
    ]
    if facts.away:
        people.append(
            ("Tidak hadir", ", ".join(f"{name} ({word.lower()})" for name, word in facts.away))
        )
    if facts.guests:
        people.append(("Tamu", ", ".join(facts.guests)))
    return {
        "letterhead": facts.letterhead,
        "foot": counted_from(facts.counted_on),
        "heading": f"NOTULEN {occasion.called.upper()}",
        "under": [occasion.title, occasion.group],
        "facts": [*when_and_where(occasion), *people],
        "topics": [topic_words(topic) for topic in facts.topics],
        "discussion": facts.discussion,
        "reflection": [
            (label, facts.reflection[part])
            for part, label in REFLECTION.items()
            if facts.reflection.get(part)
        ],
        "differences": [vars(one) for one in facts.differences],
        "decisions": [vars(one) for one in facts.decisions],
        "brought": [task_row(task) for task in facts.brought],
        "tasks": [task_row(task) for task in facts.tasks],
        "voices": voices_sentence(facts),
        "signing": facts.signing.words(),
    }


def task_row(task):
    return (task.text, task.owner, short_date(task.due), task.news)


def voices_sentence(facts):
    spoke = {name for decision in facts.decisions for name in decision.voices}
    if not spoke:
        return ""
    return f"Yang berbicara sebelum keputusan diambil: {counted(len(spoke))} orang."
