"""Every page, at the width of a phone and of a screen, in both languages."""

import pytest

from reports.demo.told import grown

from .looks import RULES, assert_whole

LOOKS = [("id", 360), ("id", 1280), ("en", 360)]
# Rows of the demo's story, see reports/demo/told.py.
PROBLEM = f"/masalah-kelas/{grown('cp-1')}/"
HELD, REFLECTIVE, AHEAD = (
    f"/pertemuan/{grown(name)}/" for name in ["kkg-250809", "koord3-250816", "kkg-261121"]
)
MISSED = f"/pertemuan/{grown('kkg-251025')}/"
TASK = f"/tugas/{grown('t-006')}/"
SENTENCE = f"/kalimat/{grown('m-01')}/"
INKS = """() => ['--sj-sheet', '--sj-ink', '--sj-teal', '--sj-band-1-tint'].map(
    name => getComputedStyle(document.body).getPropertyValue(name)).join(' ')"""
SIGNED_OUT = ["/akun/masuk/", "/akun/kata-sandi/lupa/", "/data-yang-disimpan/", "/tanpa-internet/"]
HOMES = ["kepsek", "guru", "tendik", "pengamat", "operator", "pengawas", "dinas", "admin"]
OPERATOR = [
    "/sekolah/",
    "/sekolah/1/",
    "/sekolah/1/ubah/",
    "/semester/",
    "/semester/baru/",
    "/mata-pelajaran/",
    "/mata-pelajaran/baru/",
    "/sekolah/1/mata-pelajaran/",
    "/peran/",
    "/peran/baru/",
    "/riwayat/",
    "/gtk/",
    "/gtk/?q=sit&work=teachers",
    "/gtk/2/",
    "/gtk/2/ubah/",
    "/gtk/2/penempatan/",
    "/gtk/baru/",
    "/penempatan/2/",
    "/kelas/",
    "/kelas/1/ubah/",
    "/kelas/1/pakai/",
    "/sekolah/1/tahun-baru/",
    "/akun-sekolah/",
    "/sekolah/1/undang/",
    "/sekolah/1/undangan/",
    "/impor/",
    "/saya/",
    "/siapa-melihat/",
    "/akun/kata-sandi/ubah/",
    "/akun/dua-langkah/",
    "/akun/dua-langkah/aktifkan/",
    "/akun/keluar/",
    "/bagian/",
    "/tidak-ada/",
]
KEEPER = [
    "/sekolah/?q=sd&form=SD",
    "/sekolah/?q=tidakada",
    "/sekolah/1/",
    "/sekolah/1/ubah/",
    "/sekolah/baru/",
    "/kabupaten/",
    "/kabupaten/1/",
    "/kabupaten/baru/",
    "/gugus/",
    "/gugus/1/",
    "/gugus/1/ubah/",
    "/gugus/1/pakai/",
    "/sekolah/1/pakai/",
]
INSTRUMENTS = [
    "/instrumen/",
    "/instrumen/?q=pela&source=library",
    "/instrumen/3/",
    "/instrumen/10/",
    "/instrumen/14/",
    "/instrumen/versi/1/",
    "/instrumen/3/salin/",
    "/instrumen/baru/",
    "/instrumen/impor/",
    "/rentang-kategori/",
    "/rentang-kategori/1/",
    "/rentang-kategori/1/salin/",
]
CYCLES = [
    ("/supervisi/", "kepsek"),
    ("/supervisi/", "guru"),
    ("/supervisi/", "pengawas"),
    ("/siklus/baru/", "kepsek"),
    ("/siklus/3/", "kepsek"),
    ("/siklus/4/", "kepsek"),
    ("/siklus/4/", "guru"),
    ("/siklus/4/ubah/", "kepsek"),
    ("/siklus/4/jadwal/", "kepsek"),
    ("/siklus/4/lanjut/", "kepsek"),
    ("/siklus/4/refleksi/", "kepsek"),
    ("/siklus/4/refleksi/", "guru"),
    ("/siklus/4/kriteria/", "kepsek"),
    ("/siklus/4/masalah/", "kepsek"),
    ("/siklus/3/hasil/", "kepsek"),
    ("/siklus/4/hasil/", "pengawas"),
    ("/sekolah/1/hasil/", "kepsek"),
]
VISITS = [
    ("/kunjungan/", "guru"),
    ("/kunjungan/", "kepsek"),
    ("/kunjungan/", "operator"),
    ("/kunjungan/", "pengawas"),
    ("/kunjungan/baru/", "kepsek"),
    ("/kunjungan/baru/", "pengawas"),
    ("/kunjungan/undang/", "guru"),
    ("/tindak-lanjut/", "guru"),
    ("/catatan-pribadi/", "guru"),
    ("/catatan-pribadi/baru/", "guru"),
    ("/perkembangan/5/", "guru"),
]
OPINIONS = [
    ("/perbedaan-pendapat/", "guru"),
    ("/perbedaan-pendapat/", "kepsek"),
    ("/perbedaan-pendapat/", "operator"),
    ("/perbedaan-pendapat/1/", "guru"),
    ("/perbedaan-pendapat/1/", "kepsek"),
    ("/perbedaan-pendapat/1/ubah/", "guru"),
    ("/perbedaan-pendapat/1/uji-coba/", "guru"),
    ("/perbedaan-pendapat/1/penyelesaian/", "guru"),
    ("/perbedaan-pendapat/1/pendapat/", "guru"),
    ("/perbedaan-pendapat/1/didengar/", "guru"),
    ("/pendapat/1/ubah/", "guru"),
    ("/pendapat/1/hapus/", "guru"),
    ("/kelompok/1/perbedaan-pendapat/baru/", "guru"),
    ("/masalah-kelas/", "guru"),
    ("/masalah-kelas/?q=perahu&state=solved", "guru"),
    ("/masalah-kelas/", "operator"),
    ("/kelompok/1/masalah-kelas/baru/", "guru"),
    (PROBLEM, "guru"),
    (PROBLEM, "kepsek"),
    (f"{PROBLEM}ubah/", "guru"),
    (f"{PROBLEM}hasil/", "guru"),
    (f"{PROBLEM}usul/", "guru"),
]
AFTERWARDS = [
    (HELD, "guru"),
    (HELD, "operator"),
    (HELD, "pengawas"),
    (REFLECTIVE, "kepsek"),
    (AHEAD, "guru"),
    (f"{HELD}notulen/", "guru"),
    (f"{HELD}kehadiran/", "operator"),
    (f"{HELD}ringkasan/", "guru"),
    (f"{AHEAD}ringkasan/", "guru"),
    (f"{HELD}lampiran/", "guru"),
    ("/tugas/", "guru"),
    ("/tugas/?whose=school&state=all", "kepsek"),
    (TASK, "guru"),
    (f"{TASK}buka/", "guru"),
    ("/keputusan/", "guru"),
    ("/keputusan/?q=kartu&term=20251", "pengawas"),
]
GROUPS = [
    ("/pertemuan/", "guru"),
    ("/pertemuan/", "kepsek"),
    ("/pertemuan/", "operator"),
    ("/pertemuan/", "pengawas"),
    ("/pertemuan/", "tendik"),
    ("/kelompok/", "guru"),
    ("/kelompok/", "kepsek"),
    ("/kelompok/baru/", "guru"),
    ("/kelompok/1/", "guru"),
    ("/kelompok/1/", "pengawas"),
    ("/kelompok/4/", "kepsek"),
    ("/kelompok/10/", "kepsek.cahaya"),
    ("/kelompok/4/ubah/", "kepsek"),
    ("/kelompok/4/pakai/", "kepsek"),
    ("/kelompok/1/anggota/", "guru"),
    ("/kelompok/1/anggota/baru/", "guru"),
    ("/kelompok/4/anggota/semua/", "kepsek"),
    ("/anggota/4/ubah/", "guru"),
    ("/kelompok/1/gabung/", "kepsek"),
    ("/kelompok/1/keluar/", "guru"),
    ("/kelompok/4/pertanyaan/", "kepsek"),
    ("/pertanyaan/3/ubah/", "guru"),
    ("/berbagi/", "guru"),
    ("/kalender/", "guru"),
]
PLANNED = [
    ("/kelompok/1/seri/", "guru"),
    ("/seri/1/ubah/", "guru"),
    ("/kelompok/1/pertemuan/", "guru"),
    (f"{AHEAD}rencana/", "guru"),
    (f"{AHEAD}rencana/", "kepsek"),
    (f"{AHEAD}ubah/", "guru"),
    (f"{AHEAD}pindah/", "guru"),
    (f"{AHEAD}batal/", "guru"),
    (f"{AHEAD}pokok/", "guru"),
    (f"{MISSED}", "guru"),
    (f"{AHEAD}catat/", "guru"),
    (f"{AHEAD}catat/akhiri/", "guru"),
    (f"{HELD}catat/buka/", "guru"),
    ("/semester/#libur", "kepsek"),
    ("/libur/baru/", "operator"),
]
PASSED_ON = [
    ("/praktik/", "guru"),
    ("/praktik/", "kepsek"),
    ("/praktik/", "pengawas"),
    ("/praktik/baru/", "guru"),
    (f"/praktik/baru/?meeting={grown('kkg-250809')}", "guru"),
    ("/praktik/1/", "guru"),
    ("/praktik/2/", "guru"),
    ("/praktik/1/", "kepsek"),
    ("/praktik/2/ubah/", "guru"),
    ("/praktik/2/bagikan/school/", "guru"),
    ("/praktik/3/terapkan/", "guru"),
    (f"/penerapan/{grown('ad-22')}/ubah/", "guru"),
    (f"/penerapan/{grown('ad-22')}/hasil/", "guru"),
]
SUPPORTED = [
    ("/pendampingan/", "tendik"),
    ("/pendampingan/", "kepsek"),
    ("/pendampingan/", "operator"),
    ("/pendampingan/baru/", "kepsek"),
    ("/pendampingan/1/", "kepsek"),
    ("/pendampingan/3/", "tendik"),
    ("/pendampingan/3/", "operator"),
    ("/pendampingan/8/", "guru"),
    ("/pendampingan/3/ubah/", "tendik"),
    ("/pendampingan/3/jam/", "tendik"),
    ("/pendampingan/3/ukur/akhir/", "tendik"),
    ("/pendampingan/8/ukur/akhir/", "guru"),
    ("/pendampingan/3/sesi/", "tendik"),
    ("/sesi/25/ubah/", "tendik"),
    ("/pendampingan/3/akhiri/", "tendik"),
    ("/tahap/", "kepsek"),
    ("/tahap/1/", "kepsek"),
    ("/tahap/1/salin/", "kepsek"),
]
MARKED = [
    ("/faktor/", "guru"),
    ("/faktor/", "kepsek"),
    ("/faktor/baru/", "kepsek"),
    ("/faktor/1/", "kepsek"),
    ("/faktor/2/", "guru"),
    ("/faktor/1/ubah/", "kepsek"),
    ("/faktor/1/lepas/", "kepsek"),
    ("/kalimat/", "guru"),
    ("/kalimat/?status=open", "kepsek"),
    (SENTENCE, "kepsek"),
    (f"{SENTENCE}tanggapi/", "kepsek"),
    (f"{HELD}kalimat/", "guru"),
    ("/siklus/3/kalimat/", "kepsek"),
    (f"/kunjungan/{grown('v-sdn3-c1-jannah')}/", "guru"),
    (f"/kunjungan/{grown('v-sdn3-c1-jannah')}/kalimat/", "guru"),
]
CASES = [
    *AFTERWARDS,
    *GROUPS,
    *PLANNED,
    *PASSED_ON,
    *SUPPORTED,
    *MARKED,
    *CYCLES,
    *OPINIONS,
    *((path, None) for path in SIGNED_OUT),
    *(("/", name) for name in HOMES),
    *((path, "operator") for path in OPERATOR),
    *((path, "admin") for path in KEEPER),
    *((path, "kepsek") for path in INSTRUMENTS),
    ("/instrumen/", "guru"),
    ("/data-saya/", "guru"),
    ("/data-saya/perbaikan/", "guru"),
    ("/gtk/", "guru"),
    ("/sekolah/1/serah-terima/", "kepsek"),
    ("/gtk/2/samarkan/", "kepsek"),
    ("/perbaikan-data/", "operator"),
    *VISITS,
]


def in_turn(cases):
    """One visitor after the other."""
    return sorted(cases, key=lambda case: case[1] or "")


@pytest.mark.parametrize(("language", "width"), LOOKS)
@pytest.mark.parametrize(("path", "who"), in_turn(CASES))
def test_a_page_is_whole(look, axe, path, who, width, language):
    page = look(path, who, width, language)
    wanted = 404 if path == "/tidak-ada/" else 200
    assert page.answer.status == wanted
    assert_whole(page, axe, language)
    quiet = [said for said in page.troubles if wanted == 200 or "404" not in said]
    assert quiet == []


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    ("path", "who"), [("/akun/masuk/", None), ("/", "kepsek"), ("/bagian/", "guru")]
)
def test_both_themes_are_readable(visit, axe, path, who, theme):
    page = visit(path, who, theme=theme)
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    page.evaluate(axe)
    found = page.evaluate(
        "async () => (await axe.run(document, {runOnly: ['color-contrast']})).violations"
        ".map(v => v.nodes.map(n => n.html.slice(0, 120)))"
    )
    assert found == []


def test_paper_is_light_whatever_the_screen_is(visit):
    inks = set()
    for theme in ["dark", "light"]:
        page = visit("/siklus/3/hasil/", "kepsek", 1280, theme=theme)
        page.emulate_media(media="print")
        inks |= {page.evaluate(INKS)}
    assert len(inks) == 1


def test_the_board_and_its_sentence_stand_above_the_fold(visit):
    for who in HOMES:
        page = visit("/", who)
        box = page.locator("h1").bounding_box()
        assert box["y"] + box["height"] < 640, who


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit("/sekolah/", "kepsek", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_the_chosen_theme_and_language_stay(visit):
    page = visit("/saya/", "guru", 1280)
    page.locator("form[action='/tampilan/'] [value=dark]").first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.goto("/sekolah/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_a_form_sent_with_a_mistake_keeps_what_was_typed_and_leads_to_it(visit):
    page = visit("/semester/baru/", "operator")
    page.locator("[name=code]").fill("20263")
    page.locator("main form .btn-primary").click()
    page.wait_for_load_state()
    assert page.locator("[name=code]").input_value() == "20263"
    assert page.locator("[name=code]").get_attribute("aria-invalid") == "true"
    page.locator("a[href='#id_code']").first.click()
    assert page.evaluate("document.activeElement.id") == "id_code"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_list_is_searched_with_the_enter_key(visit, width):
    page = visit("/sekolah/", "admin", width)
    page.locator("[name=q]").fill("cahaya")
    with page.expect_navigation():
        page.locator("[name=q]").press("Enter")
    assert page.locator("tbody tr").count() == 1


def test_on_a_phone_the_filters_are_a_sheet_that_applies_and_closes(visit, axe):
    page = visit("/sekolah/", "admin")
    opener = page.locator(".sj-filter > summary")
    assert not page.locator("[name=form]").is_visible()
    opener.click()
    page.evaluate(axe)
    found = page.evaluate(
        f"async () => (await axe.run(document, {RULES})).violations.map(v => v.id)"
    )
    assert found == []
    opener.click()
    assert not page.locator("[name=form]").is_visible()
    opener.click()
    page.locator("[name=form]").select_option("SMP")
    with page.expect_navigation():
        page.locator(".sj-filter button").click()
    assert page.locator("tbody tr").count() == 1
    assert page.locator(".sj-found a").is_visible()


def test_on_a_wide_screen_the_filters_stand_in_line(visit):
    page = visit("/sekolah/", "admin", 1280)
    assert page.locator("[name=form]").is_visible()
    assert not page.locator(".sj-filter > summary").is_visible()


def test_without_a_network_the_page_says_so_and_comes_back(visit):
    page = visit("/semester/baru/", "operator")
    page.context.set_offline(True)
    page.locator("[data-offline]").wait_for(state="visible")
    page.context.set_offline(False)
    page.locator("[data-offline]").wait_for(state="hidden")
