"""The papers of a meeting say what was planned and what was said, in words a school files."""

from dataclasses import replace
from datetime import date, time

import pytest

from meetings import documents
from meetings.documents import facts
from schools.documents import Letterhead, Signatory, Signing
from tests import printed

DAY = date(2026, 7, 25)
LETTERHEAD = Letterhead(
    ("PEMERINTAH KABUPATEN WALARANU", "DINAS PENDIDIKAN DAN KEBUDAYAAN", "SD NEGERI 3 SARUMAI"),
    name_line=2,
)
CHAIR = Signatory("Pemimpin pertemuan", "Sudarmin, S.Pd.", "NIP", "197204181996031001")
NOTES = Signatory("Notulis", "Ma'rifatul Jannah, S.Pd.", "NIP")
OCCASION = facts.Occasion(
    group="KKG Gugus II Mutiara",
    title="Satu anak bekerja, empat menonton",
    called="pertemuan KKG",
    day=DAY,
    starts=time(10, 30),
    ends=time(12, 20),
    zone="WITA",
    place="Perpustakaan SDN 3 Sarumai",
)
FIXED = {
    "letterhead": LETTERHEAD,
    "occasion": OCCASION,
    "signing": Signing("Sarumai", DAY, CHAIR, NOTES),
}
LONG = "Dian Puspita Maharani Kusumaningtyas Wulandari Prameswari, S.Pd., M.Pd."
HOSTILE = '#panic("x") $a^2$ *b* <script>alert(1)</script> \u202e @ref [x](y) {{7*7}}'
INVITATION = facts.Invitation(
    **FIXED,
    written_on=date(2026, 7, 20),
    topics=(facts.Topic("Kelompok yang didominasi", LONG, "Dibicarakan bersama"),),
    bring="buku catatan satu murid",
)
PEOPLE = (
    facts.Attended("Sudarmin, S.Pd.", "SDN 3 Sarumai", "Hadir"),
    facts.Attended(LONG, "SDN Liwutara", "Izin", is_away=True),
    facts.Attended("Melki Tandilolo, S.Pd.", "SDN Liwutara", "Hadir"),
)
ATTENDANCE = facts.AttendanceList(
    **FIXED,
    counted_on=DAY,
    people=PEOPLE,
    is_held=True,
    counts=(("Hadir", 2), ("Izin", 1), ("Sakit", 0)),
)
MINUTES = facts.Minutes(
    **FIXED,
    counted_on=DAY,
    chair="Sudarmin, S.Pd.",
    notes="Ma'rifatul Jannah, S.Pd.",
    present=2,
    asked=3,
    away=((LONG, "Izin"),),
    guests=("Ketua komite sekolah",),
    topics=(facts.Topic("Kelompok yang didominasi", "Ratna", note="Digambar di tanah."),),
    discussion="Ibu Ratna menggambar kelompoknya.\n\nSemua diam.",
    reflection={"tried": "Membuka kelas.", "next": "Satu bagian untuk tiap anak."},
    differences=(
        facts.Disagreed(
            "Kartu tanya", ("Diucapkan saja", "Ditulis lebih dulu"), "Dicoba dua pekan."
        ),
    ),
    decisions=(
        facts.Decided(
            "Dibuka sebagai masalah kelas.",
            ("Sendiri", "Bersama"),
            "Ada di lima kelas.",
            ("1", "2"),
        ),
    ),
    brought=(facts.TaskLine("Menyusun kalender", "Ratna", date(2026, 7, 18), "Selesai"),),
    tasks=(facts.TaskLine("Menulis kartu masalah", LONG, date(2026, 8, 8)),),
)
PAPERS = [
    (documents.invitation, INVITATION),
    (documents.attendance_list, ATTENDANCE),
    (documents.minutes, MINUTES),
]


def words(paper, told, kind="a4"):
    return " ".join(printed.text(paper(told, kind)).split())


def test_an_invitation_says_when_where_and_about_what():
    text = words(documents.invitation, INVITATION)
    assert "UNDANGAN" in text
    assert "Yth. anggota KKG Gugus II Mutiara" in text
    assert "Sabtu, 25 Juli 2026" in text
    assert "pukul 10.30–12.20 WITA" in text
    assert "Perpustakaan SDN 3 Sarumai" in text
    assert "Kelompok yang didominasi" in text
    assert "buku catatan satu murid" in text


def test_the_number_of_the_letter_stands_where_there_is_one():
    numbered = replace(INVITATION, occasion=replace(OCCASION, number="421.2/17/KKG"))
    assert "421.2/17/KKG" in words(documents.invitation, numbered)


def test_before_the_meeting_the_list_has_room_to_sign_and_lines_for_guests():
    before = replace(
        ATTENDANCE,
        is_held=False,
        people=tuple(replace(one, mark="", is_away=False) for one in PEOPLE),
        counts=(),
    )
    text = words(documents.attendance_list, before)
    assert "Tanda tangan" in text
    assert "6." in text  # three people, three guests
    assert "Hadir" not in text.replace("DAFTAR HADIR", "")


def test_afterwards_the_list_says_who_was_there_and_gives_no_reason():
    text = words(documents.attendance_list, ATTENDANCE)
    assert "Hadir 2 dari 3. Izin 1." in text
    assert "Sakit" not in text


def test_the_minutes_name_each_part_and_both_who_sign():
    text = words(documents.minutes, MINUTES)
    heads = [
        "NOTULEN PERTEMUAN KKG",
        "Pokok bahasan",
        "Pembahasan",
        "Perbedaan pendapat",
        "Keputusan",
        "Tugas dan tenggat",
    ]
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)
    assert "Hadir : 2 dari 3 orang" in text or "2 dari 3 orang" in text
    for said in [
        "Digambar di tanah.",
        "Dicoba dua pekan.",
        "Alasan: Ada di lima kelas.",
        "dua orang",
    ]:
        assert said in text
    assert text.index("Notulis", text.index("Tugas dan tenggat")) > 0
    assert "Pemimpin pertemuan" in text


@pytest.mark.parametrize(("paper", "told"), PAPERS)
@pytest.mark.parametrize(("kind", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_each_paper_fits_both_sizes(paper, told, kind, size):
    assert {page.size for page in printed.pages(paper(told, kind))} == {size}


@pytest.mark.parametrize(("paper", "told"), PAPERS)
def test_nothing_typed_is_taken_for_markup(paper, told):
    hostile = replace(
        told,
        occasion=replace(OCCASION, title=HOSTILE, place=HOSTILE, group=HOSTILE, number=HOSTILE),
    )
    text = words(paper, hostile)
    assert '#panic("x") $a^2$ *b* <script>alert(1)</script>' in text
    assert "\u202e" not in text


def test_forty_people_with_long_names_keep_their_rows_whole():
    many = tuple(facts.Attended(f"{n} {LONG}", "SDN Liwutara", "Hadir") for n in range(1, 41))
    pdf = documents.attendance_list(replace(ATTENDANCE, people=many), "a4")
    text = " ".join(printed.text(pdf).split())
    assert all(f"{n} Dian" in text for n in range(1, 41))
    pages = printed.pages(pdf)
    assert all("Tanda tangan" in page.text for page in pages[:-1])  # the head is repeated
    assert "Pemimpin pertemuan" in pages[-1].text


def test_long_minutes_run_on_over_pages():
    long = "\n\n".join(
        "Ibu Ratna menggambar kelompoknya di tanah dengan ranting. " * 8 for _ in range(40)
    )
    pdf = documents.minutes(replace(MINUTES, discussion=long), "a4")
    assert len(printed.pages(pdf)) > 3
