"""What we ask of our own instruments, beyond what any school's may be.

The strictness is about wording: a school may write as it likes, the library shows how.
"""

import re
from itertools import combinations

import pytest

from staff.kinds import Kind
from supervision.rubrics.bands import band_of, read_bands
from supervision.rubrics.checking import problems
from supervision.rubrics.library import LIBRARY, band_sets, rubrics
from supervision.rubrics.model import Text, read
from supervision.rubrics.vocabulary import KINDS, LEVELS

CONTENTS = {content["id"]: content for content in rubrics()}
RUBRICS = {name: read(content) for name, content in CONTENTS.items()}
BANDS = {bands["id"]: bands for bands in band_sets()}
ITEMS = [(rubric, item) for rubric in RUBRICS.values() for item in rubric.items]
SIZES = {
    "administrasi-pembelajaran": 14, "telaah-perencanaan": 12, "pelaksanaan-pembelajaran": 24,
    "asesmen": 14, "pembelajaran-kolaboratif": 14, "tenaga-administrasi": 10, "pustakawan": 12,
    "laboran": 10, "operator-sekolah": 10, "penjaga-layanan-khusus": 9, "kunjungan-singkat": 8,
    "kunjungan-sejawat": 11, "pra-observasi": 10, "pasca-observasi": 13, "swa-asesmen-guru": 24,
    "refleksi-siklus": 11,
}  # fmt: skip

# So that a descriptor fits two lines on a phone.
ROOM = {
    "name": 48, "purpose": 240, "label": 22, "measures": 80, "descriptors": 110, "prompt": 170,
    "evidence_hint": 110, "na_hint": 110, "look_for": 110, "note": 240, "for": 48,
}  # fmt: skip
SHARED = 0.70
# Words that judge without showing anything; a descriptor says what is seen instead.
VAGUE = {
    "id": r"\b(cukup|sangat|optimal|maksimal|memadai|(?<!hari )(?<!minggu )efektif|kondusif"
    r"|berkualitas|dengan baik|baik sekali|kurang(?! dari))\b",
    "en": r"\b(good|poor|adequate|adequately|sufficient|sufficiently|excellent|very|fairly"
    r"|properly|appropriate|appropriately|effective|effectively|well|optimal)\b",
}
# Words for which the term base has another, and those that are never on screen.
REPLACED = re.compile(
    r"\b(siswa|peserta didik|anak didik|kesenjangan|temuan|presensi|absensi|absen|masukan"
    r"|komentar|pengamatan|pegawai|staf|gawai|swa-asesmen|pelanggaran|sanksi|gagal|valid|invalid"
    r"|server|sistem|klik|ketuk|peringkat|terbaik|terendah|silakan|mohon|kepsek|jatuh tempo"
    r"|terlambat|deadline|file|upload|download|praktek|ijin|kami)\b",
    re.IGNORECASE,
)
OWN_VOICE = {"swa-asesmen-guru"}  # where "kami" is the teacher and the class
PUPILS = re.compile(r"\b(murid|anggota|kelompok|mereka)\b", re.IGNORECASE)


def pairs(part, kind=""):
    """Each text of a document with what kind of text it is."""
    if isinstance(part, list):
        for member in part:
            yield from pairs(member, kind)
    elif isinstance(part, dict):
        if "id" in part and not {"schema", "bands"} & set(part):
            yield kind, {language: part[language] for language in ("id", "en") if language in part}
        for key, inner in part.items():
            if isinstance(inner, dict | list):
                yield from pairs(inner, key if kind != "descriptors" else kind)


def kind_of(key):
    return {"labels": "label", "notes": "note"}.get(key, key)


TEXTS = [
    (name, kind_of(kind), pair)
    for name, content in {**CONTENTS, **BANDS}.items()
    for kind, pair in pairs(content)
]


def test_the_library_is_complete():
    assert {name: len(rubric.items) for name, rubric in RUBRICS.items()} == SIZES


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_every_instrument_keeps_to_the_format(content):
    assert problems(content) == []


def test_a_file_is_named_after_its_instrument():
    names = [path.stem[3:] for path in sorted((LIBRARY / "instruments").glob("*.yaml"))]
    assert names == list(RUBRICS)


def test_the_kinds_of_work_are_those_of_the_staff():
    assert set(KINDS) == {kind.value for kind in Kind}


def test_every_text_is_in_both_languages():
    for name, kind, pair in TEXTS:
        assert set(pair) == {"id", "en"}, (name, kind, pair)
        assert all(pair.values()), (name, kind, pair)
        assert " " not in pair["id"] or pair["id"] != pair["en"], (name, kind, pair)


def test_every_text_is_typed_with_care():
    for name, kind, pair in TEXTS:
        for words in pair.values():
            assert words == " ".join(words.split()), (name, kind, words)
            assert '"' not in words, (name, kind, words)


def test_every_text_fits_a_phone():
    for name, kind, pair in TEXTS:
        for words in pair.values():
            assert len(words) <= ROOM.get(kind, 240), (name, kind, words)


def test_the_words_are_those_of_the_term_base():
    for name, kind, pair in TEXTS:
        found = REPLACED.findall(pair["id"])
        allowed = {"kami"} if name in OWN_VOICE else set()
        assert set(found) <= allowed, (name, kind, pair["id"])


def described():
    return [(rubric, item) for rubric, item in ITEMS if item.descriptors]


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_descriptor_says_what_is_seen_instead_of_judging(language):
    for _rubric, item in described():
        for value, text in item.descriptors.items():
            words = text.in_language(language)
            assert not re.search(VAGUE[language], words, re.IGNORECASE), (item.code, value, words)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_levels_of_an_item_are_told_apart_by_their_words(language):
    for rubric, item in described():
        for low, high in combinations(item.descriptors.items(), 2):
            one, other = (words_of(text.in_language(language)) for _, text in (low, high))
            part = len(one & other) / min(len(one), len(other))
            assert part <= SHARED, (rubric.id, item.code, low[0], high[0])


def words_of(sentence):
    return set(re.findall(r"[^\W_]+", sentence.lower()))


def test_every_level_is_described():
    for rubric, item in ITEMS:
        assert tuple(item.descriptors) == rubric.scale.values, (rubric.id, item.code)


def test_on_a_teachers_sheet_the_highest_level_says_what_pupils_do():
    for rubric, item in described():
        if rubric.scale.type == "levels_1_4" and "class_teacher" in rubric.kinds:
            assert PUPILS.search(item.descriptors[4].id), (rubric.id, item.code)


def test_teachers_are_seen_by_stage_and_education_staff_by_service():
    for rubric, item in ITEMS:
        if rubric.scale.is_prose:
            assert (item.stage, item.service) == ("", ""), item.code
        elif {"class_teacher", "subject_teacher"} & set(rubric.kinds):
            assert item.stage, item.code
            assert not item.service, item.code
        else:
            assert item.service, item.code
            assert not item.stage, item.code


def test_who_teaches_a_class_or_a_subject_is_not_told_from_other_teachers():
    for rubric in RUBRICS.values():
        kinds = set(rubric.kinds)
        if {"class_teacher", "subject_teacher"} <= kinds:
            assert {"special_teacher", "teacher"} <= kinds, rubric.id


def test_not_applicable_has_its_one_reason():
    for rubric, item in ITEMS:
        assert item.allow_na == bool(item.na_hint), (rubric.id, item.code)


def test_every_scored_item_says_where_to_look():
    for rubric, item in ITEMS:
        assert rubric.scale.is_prose or item.evidence_hint, (rubric.id, item.code)


def test_every_prompt_says_who_answers_and_which_part_of_the_talk_it_is():
    for rubric, item in ITEMS:
        if rubric.scale.is_prose:
            assert item.prompt, item.code
            assert item.part, item.code
            assert item.speaker, item.code


def test_every_instrument_says_how_long_it_takes_and_what_for():
    for rubric in RUBRICS.values():
        assert rubric.minutes, rubric.id
        assert rubric.purpose != Text(""), rubric.id


def test_a_code_is_one_item_throughout_the_library():
    owners = {}
    for rubric, item in ITEMS:
        assert re.fullmatch(r"[A-Z]{3}-\d{2}", item.code)
        owners.setdefault(item.code, []).append(rubric.id)
    shared = {tuple(names) for names in owners.values() if len(names) > 1}
    assert shared == {("pelaksanaan-pembelajaran", "swa-asesmen-guru")}
    for rubric in RUBRICS.values():
        assert len({code[:3] for code in rubric.codes}) == 1, rubric.id


def test_the_self_assessment_mirrors_the_teaching_sheet():
    mirror, teaching = RUBRICS["swa-asesmen-guru"], RUBRICS["pelaksanaan-pembelajaran"]
    assert mirror.mirrors == teaching.id
    assert skeleton(mirror) == skeleton(teaching)
    for item in mirror.items:
        assert re.search(r"\b(saya|kami)\b", item.measures.id, re.IGNORECASE), item.code
        assert re.search(r"\b(I|my|me|we)\b", item.measures.en, re.IGNORECASE), item.code


def skeleton(rubric):
    return [(item.code, item.aspect, item.stage) for item in rubric.items]


def test_the_teacher_speaks_first_after_a_visit_and_no_part_of_the_feedback_is_left_out():
    talk = RUBRICS["pasca-observasi"]
    assert talk.items[0].speaker == "teacher"
    assert {"goal", "seen", "gap", "next"} <= {item.part for item in talk.items if item.required}


def test_both_sides_look_back_on_a_cycle():
    asked = {(item.part, item.speaker) for item in RUBRICS["refleksi-siklus"].items}
    for part in ("gains", "challenges", "factors", "next"):
        assert {(part, "teacher"), (part, "principal")} <= asked


def test_only_scored_visits_give_a_percent():
    scored = [rubric for rubric in RUBRICS.values() if rubric.is_scored]
    assert {rubric.use for rubric in scored} == {"scored_visit"}
    assert all(rubric.suggested_bands in BANDS for rubric in scored)


def test_a_sheet_full_of_threes_works_and_is_called_good():
    for rubric in RUBRICS.values():
        if rubric.is_scored and rubric.scale.values == LEVELS["levels_1_4"]:
            bands = read_bands(BANDS[rubric.suggested_bands]["bands"])
            assert band_of(75, bands).label.id == "Baik", rubric.id


def test_every_band_set_says_where_it_is_used_and_how_that_is_known():
    for name, bands in BANDS.items():
        assert set(bands) - {"note"} == {"id", "name", "used_at", "confidence", "bands"}, name
        assert bands["confidence"] in {"read", "derived", "recalled"}, name
