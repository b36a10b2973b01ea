"""Sentences that more than one document needs."""

from dataclasses import replace

from schools.documents.indonesian import long_date, percent, short_number, spaced

NOT_AN_SKP_PREDICATE = "Hasil ini bagian dari dialog di sekolah, bukan predikat SKP."
READ_NOT_AGREED = "Tanda tangan ini menyatakan sudah membaca, bukan menyetujui."


def counted_from(day):
    return f"Disusun dari data Sejawat per {long_date(day)}."


def formula(result):
    """How this very result was counted, with its own numbers."""
    return (
        f"Skor {short_number(result.earned)} dari maksimum {short_number(result.maximum)}"
        f" pada {result.items} butir; tidak berlaku: {result.not_applicable}."
    )


def result_words(result):
    if result is None:
        return None
    return {
        "percent": percent(result.percent),
        "n": result.items,
        "formula": formula(result),
        "band": band_words(result.band),
    }


def band_words(band):
    return {"word": band.word, "tone": band.tone} if band else None


def person_rows(visited):
    """Label and value; a row that does not apply to this person is left out."""
    rows = [
        ("Nama", visited.name),
        (visited.number_label, spaced(visited.number)),
        ("Jabatan", visited.position),
        ("Mata pelajaran", visited.subject),
        ("Kelas", visited.class_name),
    ]
    return [(label, value) for label, value in rows if label and value is not None]


def reader_signs(signing):
    """The signatures, with what the one on the left (the person visited) signs for."""
    left = signing.left
    if left and not left.remark:
        signing = replace(signing, left=replace(left, remark=READ_NOT_AGREED))
    return signing.words()
