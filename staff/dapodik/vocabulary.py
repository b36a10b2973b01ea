"""Dapodik's words for positions and employment, in any of their spellings, as fixed codes."""

import re

# How each kind is written in our own table; Dapodik uses most of these words itself.
KIND_WORDS = {
    "principal": "Kepala Sekolah",
    "acting_principal": "Plt. Kepala Sekolah",
    "class_teacher": "Guru Kelas",
    "subject_teacher": "Guru Mapel",
    "counsellor": "Guru BK",
    "special_teacher": "Guru Pendamping Khusus",
    "teacher": "Guru",
    "librarian": "Tenaga Perpustakaan",
    "laboratory": "Tenaga Laboratorium",
    "operator": "Operator Sekolah",
    "administration": "Tenaga Administrasi Sekolah",
    "caretaker": "Penjaga Sekolah",
    "cleaning": "Petugas Kebersihan",
    "security": "Petugas Keamanan",
    "other_staff": "Tenaga Kependidikan Lainnya",
}
TEACHING = {"class_teacher", "subject_teacher", "counsellor", "special_teacher", "teacher"}
# Of several kinds found for one person, the first in this order is kept.
PRECEDENCE = {kind: place for place, kind in enumerate(KIND_WORDS)}
# A kind that says little, and the kinds of ours that it may well stand for.
COVERS = {
    "teacher": TEACHING,
    "administration": {"operator"},
    "other_staff": set(KIND_WORDS) - TEACHING - {"principal", "acting_principal"},
}
ACTING = r"\b(plt|plh|pelaksana (tugas|harian)|pejabat sementara|pjs)\b"

# Tried from the top; the first that is found decides.
KINDS = (
    (r"\bwakil\b", "teacher"),
    (ACTING + r".*kepala sekolah", "acting_principal"),
    (r"kepala sekolah|^kepsek$", "principal"),
    (r"guru kelas", "class_teacher"),
    (r"\bguru\b.*(\bbk\b|bimbingan|konsel)|\bkonselor\b", "counsellor"),
    (r"\bguru\b.*(pendamping|inklusi)|\bgpk\b", "special_teacher"),
    (r"\bguru\b.*(mapel|mata pelajaran|agama|penjas|\bpjok\b|olahraga|\btik\b)", "subject_teacher"),
    (r"^(guru|pendidik|guru magang|guru pengganti|tutor|pamong belajar|instruktur)$", "teacher"),
    (r"perpustakaan|pustakawan", "librarian"),
    (r"laboratorium|laboran", "laboratory"),
    (r"operator", "operator"),
    (r"administrasi|tata usaha|\btas\b|\btu\b|bendahara", "administration"),
    (r"kebersihan|tukang kebun|pesuruh|office boy", "cleaning"),
    (r"keamanan|satpam", "security"),
    (r"penjaga", "caretaker"),
    (r"tenaga kependidikan|tendik|lainnya|terapis|pengemudi|sopir", "other_staff"),
)

STATUS_GROUPS = (
    (r"pppk|p3k|perjanjian kerja", "contract"),
    (r"\bnon[ -]?(pns|asn)", "honorary"),
    (r"\b[gp]ty\b|(?<!tidak )tetap yayasan", "foundation"),
    (r"honor|\b[gp]tt\b|tidak tetap|guru bantu", "honorary"),
    (r"\bc?pns\b|\basn\b", "civil_servant"),
)


def first_found(patterns, text: str) -> str:
    words = text.casefold()
    return next((code for pattern, code in patterns if re.search(pattern, words)), "")


def kind_of(text: str) -> str:
    """The kind that `text` names, or "" when it names none we know."""
    return first_found(KINDS, text)


def kind_by_default(text: str, source: str) -> str:
    """The kind of someone whose own is unknown or not given, by the list they stand in."""
    if source in {"teachers", "staff"}:
        return "teacher" if source == "teachers" else "other_staff"
    return "other_staff" if text and "guru" not in text.casefold() else "teacher"


def kind_from_duties(duties: str) -> str:
    """principal or acting_principal when a duty says so; Wakil Kepala Sekolah says neither."""
    for duty in duties.split(", "):
        kind = kind_of(duty)
        if kind in {"principal", "acting_principal"}:
            return kind
    return ""


def status_group_of(text: str) -> str:
    return first_found(STATUS_GROUPS, text) or ("other" if text else "")
