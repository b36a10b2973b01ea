"""Papers with letterhead and signatures: inert text, right size, the same bytes each time."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
import typst
from django.utils import translation
from PIL import Image

from schools.documents import Letterhead, Signatory, Signing, indonesian, printing, render
from schools.documents.legible import BREAK_HERE, legible
from tests import printed

DAY = date(2026, 7, 27)
LONG_NAME = "Dian Puspita Maharani Kusumaningtyas, S.Pd., M.Pd., Gr."
HEAD = Signatory(
    "Kepala Sekolah", "Hj. Nurhaedah Tombili, S.Pd., M.Pd.", "NIP", "197204181996032901"
)
SIGNING = Signing("Sarumai", DAY, HEAD, Signatory("Pengawas Sekolah", LONG_NAME, "NUPTK"))
LETTERHEAD = Letterhead(
    ("PEMERINTAH KABUPATEN WALARANU", "SD NEGERI 3 SARUMAI", "Jalan Mutiara Nomor 7"), name_line=1
)
TEMPLATE = """#import "/schools/base.typ": *
#let said = json("/data.json")
#show: paper.with(title: "Uji", foot-words: "Disusun dari data Sejawat per 27 Juli 2026.")
#kop(said.letterhead)
#title("UJI", "")
#prose(said.text)
#facts((("Catatan", said.text),))
#ledger(
  ((label: "No.", width: 9mm), (label: "Nama"), (label: "Kategori", width: 35mm)),
  said.names.enumerate().map(((at, name)) => (str(at + 1), name, band((tone: 5, word: "Baik")))),
  total: (("", "Jumlah", ""),),
)
#voices(("Guru", said.text), ("Pengamat", ""))
#v(said.above * 1mm)
#signatures(said.signing)
"""


@pytest.fixture
def printed_page(tmp_path, monkeypatch):
    """Prints TEMPLATE from a folder of the test's own."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "trial.typ").write_text(TEMPLATE)
    monkeypatch.setattr("django.apps.apps.get_app_config", lambda _: SimpleNamespace(path=tmp_path))

    def draw(paper="a4", **said):
        usual = {"letterhead": LETTERHEAD, "text": "", "names": [], "above": 0}
        signing = said.pop("signing", SIGNING).words()
        data = usual | said | {"signing": signing}
        return render("trial/trial.typ", data, paper=paper, day=DAY)

    return draw


def logo(colour):
    out = BytesIO()
    Image.new("RGBA", (60, 80), colour).save(out, "PNG")
    return out.getvalue()


def flat(pdf):
    return " ".join(printed.text(pdf).split())


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_the_paper_has_the_size_that_lies_in_the_tray(printed_page, paper, size):
    assert {page.size for page in printed.pages(printed_page(paper))} == {size}


def test_another_paper_is_refused(printed_page):
    with pytest.raises(ValueError, match="letter"):
        printed_page("letter")


def test_equal_facts_give_equal_bytes(printed_page):
    assert printed_page(text="sama", names=["A"]) == printed_page(text="sama", names=["A"])


@pytest.mark.parametrize(
    "typed",
    [
        "#set page(width: 1mm)",
        '#read("/etc/passwd")',
        "$ x^2 $ *tebal* _miring_ `kode` ```blok```",
        "@rujukan <label> [isi] {1 + 1} \\ \\u{41} ~ // bukan komentar /* ini pun bukan */",
        "= Bukan judul",
        '"; #panic("x") //',
        "-- --- ... 'a' \"b\"",
    ],
)
def test_typed_text_never_becomes_markup(printed_page, typed):
    pdf = printed_page(text=typed, names=[typed])
    assert flat(pdf).count(" ".join(typed.split())) >= 3
    assert printed.pages(pdf)[0].size == (210, 297)


@pytest.mark.parametrize(
    "typed",
    ["\x00\x07\x1b[31m", "\ud800", "שלום عربي", "👍🏽 👩‍👩‍👧", "\u202eterbalik\u202c", "\t\v\f"],
)
def test_strange_signs_do_not_stop_the_press(printed_page, typed):
    assert "UJI" in flat(printed_page(text=f"awal {typed} akhir", names=[typed]))


def test_controls_and_marks_of_direction_are_left_out():
    assert legible("a\x00b\u202ec\ud800\r\nd") == "abc\nd"


def test_an_emoji_is_named_instead_of_an_empty_box():
    assert legible("Bagus 👍🏽 sekali") == "Bagus (emoji) sekali"


def test_a_word_longer_than_the_paper_goes_on_below(printed_page):
    pdf = printed_page(text="z" * 5000, names=["w" * 200])
    lines = printed.text(pdf).splitlines()
    assert sum(line.count("z") for line in lines) == 3 * 5000
    assert max(len(line) for line in lines) < 140


def test_an_ordinary_word_is_left_whole():
    assert BREAK_HERE not in legible("dipertanggungjawabkan oleh https://contoh.sch.id/")


def test_the_letterhead_takes_two_pictures_one_or_none(printed_page):
    pictured = replace(LETTERHEAD, left=logo("black"), right=logo("grey"))
    drawn = [printed_page(letterhead=head) for head in (LETTERHEAD, pictured)]
    assert [pdf.count(b"/Subtype/Image") > 0 for pdf in drawn] == [False, True]
    one = printed_page(letterhead=replace(LETTERHEAD, right=logo("grey")))
    assert "SD NEGERI 3 SARUMAI" in flat(one)


def test_the_signature_has_place_day_role_name_and_number(printed_page):
    words = flat(printed_page())
    for part in (
        "Sarumai, 27 Juli 2026",
        "Kepala Sekolah",
        "Hj. Nurhaedah Tombili, S.Pd., M.Pd.",
        "NIP 19720418 199603 2 901",
    ):
        assert part in words


def test_an_unknown_number_is_left_to_the_hand(printed_page):
    assert "NUPTK . . ." in flat(printed_page())


def test_a_school_without_numbers_prints_no_number_line(printed_page):
    bare = Signing("Sarumai", DAY, replace(HEAD, number_label=""))
    assert "19720418" not in flat(printed_page(signing=bare))


def test_without_place_and_day_both_are_left_to_the_hand(printed_page):
    assert "…, …" in flat(printed_page(signing=replace(SIGNING, place="", day=None)))


def test_a_long_name_is_wrapped_and_never_cut(printed_page):
    assert flat(printed_page(names=[LONG_NAME])).count(LONG_NAME) == 2


@pytest.mark.parametrize("above", [100, 130, 150, 165, 180])
def test_the_signatures_stay_on_one_page(printed_page, above):
    third = Signatory("Ketua Komite", "Baharuddin", opening="Mengetahui,")
    pages = printed.pages(printed_page(signing=replace(SIGNING, below=third), above=above))
    signed = [page for page in pages if "Sarumai, 27 Juli 2026" in page.text]
    assert len(signed) == 1
    assert "Baharuddin" in signed[0].text


def test_a_table_over_several_pages_repeats_its_head_and_loses_no_row(printed_page):
    names = [f"Orang {at:02} {LONG_NAME}" for at in range(60)]
    pages = printed.pages(printed_page(names=names))
    full = [page for page in pages if "Orang" in page.text]
    assert len(full) > 1
    assert all("Kategori" in page.text for page in full)
    assert all(f"Orang {at:02}" in "".join(page.text for page in pages) for at in range(60))


def test_a_row_taller_than_a_page_goes_on_overleaf(printed_page):
    pdf = printed_page(names=["kata " * 3000])
    assert flat(pdf).count("kata") == 3000


def test_the_foot_counts_the_pages_and_says_from_when_the_data_is(printed_page):
    pages = printed.pages(printed_page(text="kata " * 2000))
    for at, page in enumerate(pages, 1):
        assert f"Halaman {at} dari {len(pages)}" in page.text.replace("\n", "")
        assert "Disusun dari data Sejawat per 27 Juli 2026." in page.text


def test_a_template_reads_nothing_outside_its_folder():
    for path in ("/etc/passwd", "../printing.py", "../../config/settings.py", "/manage.py"):
        files = {"main.typ": f'#read("{path}")'.encode()}
        with pytest.raises(typst.TypstError):
            typst.compile(files, root=printing.COMMON, ignore_system_fonts=True)


def test_a_number_that_nobody_has_worded_is_refused():
    with pytest.raises(TypeError):
        printing.sources("supervision/record.typ", {"percent": Decimal("65.075")})


@pytest.mark.parametrize("language", ["id", "en"])
def test_paper_speaks_indonesian_to_every_reader(language):
    with translation.override(language):
        assert indonesian.weekday_date(DAY) == "Senin, 27 Juli 2026"
        assert indonesian.long_date(date(2026, 5, 1)) == "1 Mei 2026"
        assert indonesian.short_date(date(2026, 8, 14)) == "14 Agu 2026"
        assert indonesian.number(Decimal("1240.5")) == "1.240,50"
    assert indonesian.clock(time(7, 5)) == "07.05"


@pytest.mark.parametrize(
    ("value", "words"), [("65.075", "65,08"), ("53.475", "53,48"), ("0.005", "0,01"), ("7", "7,00")]
)
def test_numbers_are_rounded_half_up(value, words):
    assert indonesian.number(Decimal(value)) == words


def test_a_difference_shows_its_sign_and_nothing_shows_none():
    signs = [indonesian.signed(Decimal(value)) for value in ("17.75", "-0.5", "0", "-0.001")]
    assert signs == ["+17,75", "−0,50", "0,00", "0,00"]


def test_a_nip_is_read_in_its_four_parts():
    assert indonesian.spaced("197204181996032901") == "19720418 199603 2 901"
    assert indonesian.spaced("1234567") == "1234567"
