"""The storylines of the demo, each followed from page to page by links alone.

They are told in the README of the demo's data, by the names that its files give to people and
events; the words that a reader meets on the way are looked up there by one of them.
"""

import re
from html import unescape

import pytest
from django.urls import reverse

from meetings.models import Difference, Group, Practice, Support
from reports.demo.told import grown
from schools.models import User
from supervision.models import Cycle, FollowUp

HREF = re.compile(r'<a\b[^>]*?href="([^"]+)"')
TAG = re.compile(r"<[^>]+>")
SENTENCE = re.compile(r"(?<=[.!?”])\s+")


def words_of(html):
    return " ".join(unescape(TAG.sub(" ", html)).split())


class Story:
    """What is told, by the names of its events: its sentences, and the page of each."""

    def __init__(self, told):
        self.told, self.by_name = told, {}
        self.keep(told)

    def keep(self, part):
        for row in part.values() if isinstance(part, dict) else part:
            if isinstance(row, dict | list):
                self.keep(row)
        if isinstance(part, dict) and "id" in part:
            self.by_name.setdefault(part["id"], part)  # what points at it has its id too

    def sentence(self, name, word):
        """The sentence with `word` that is told of an event."""
        found = [text for text in sentences(self.by_name[name]) if word in text]
        assert found, f"nothing is told of “{word}” in {name}"
        return found[0]

    def kind(self, name):
        """In which part of the story an event is told."""
        for kind, rows in self.told.items():
            if isinstance(rows, list) and any(row is self.by_name[name] for row in rows):
                return kind
        return "follow_ups" if name.startswith("fu-") else None

    def page(self, name):
        event, kind = self.by_name[name], self.kind(name)
        match kind:
            case "sessions":
                return reverse("meetings:meeting", args=[grown(name)])
            case "visits":
                return reverse("supervision:visit", args=[grown(name)])
            case "class_problems":
                return reverse("meetings:problem", args=[grown(name)])
            case "groups":
                row = Group.objects.get(name=event["name"])
            case "practices":
                row = Practice.objects.get(title=event["title"])
            case "differences":
                row = Difference.objects.get(topic=event["topic"])
            case "interventions":
                row = Support.objects.get(goal=event["goal"])
            case "follow_ups":
                row = FollowUp.objects.get(text=event["text"])
            case "cycles":
                row = Cycle.objects.get(focus=event["focus"])
            case _:
                raise LookupError(f"{name} has no page of its own")
        return row.get_absolute_url()


def sentences(part):
    if isinstance(part, str):
        yield from SENTENCE.split(part)
    elif isinstance(part, dict | list):
        for row in part.values() if isinstance(part, dict) else part:
            yield from sentences(row)


class Reader:
    """Somebody of the story, who only ever goes where a link leads."""

    def __init__(self, client, story, name):
        self.client, self.story = client, story
        person = story.by_name[name]
        client.force_login(User.objects.get(person__name=person["name"]))
        self.open(reverse("home"))

    def open(self, url):
        answer = self.client.get(url)
        assert answer.status_code == 200, url
        html = answer.content.decode()
        self.url, self.words = url, words_of(html)
        self.links = [unescape(link).partition("#")[0] for link in HREF.findall(html)]

    def follow(self, url):
        """On to `url`; a list is leafed through until it stands there."""
        start, number = self.url, 1
        while not (found := [link for link in self.links if link.partition("?")[0] == url]):
            number += 1
            further = [link for link in self.links if f"page={number}" in link]
            assert further, f"no link from {start} to {url}"
            self.open(self.url.partition("?")[0] + further[0])
        self.open(found[0])

    def begins(self, *names):
        """By the bar, which stands on every page, and from there over `names`."""
        for name in names:
            self.follow(reverse(name))
        return self

    def goes(self, name, *words):
        """On to the page of an event, where the sentences with `words` are read."""
        self.follow(self.story.page(name))
        return self.reads(name, *words)

    def reads(self, name, *words):
        """Sentences of an event, on the page that is open."""
        for word in words:
            sentence = words_of(self.story.sentence(name, word))
            assert sentence in self.words, f"“{sentence}” ({name}) does not stand on {self.url}"
        return self

    def looks_at_the_sheet(self, visit, *words):
        """From the page of a visit on to what its observer wrote down, and back."""
        self.follow(reverse("supervision:sheet", args=[grown(visit)]))
        return self.reads(visit, *words).goes(visit)

    def sees(self, *texts):
        for text in texts:
            assert text in self.words, f"“{text}” does not stand on {self.url}"
        return self

    def sees_that_it_was_stopped(self, adoption, word):
        reason = self.story.by_name[adoption]["happened"]
        assert word in reason
        return self.sees(f"Alasan: {reason}")

    def has_no_way_to(self, name):
        assert self.story.page(name) not in self.links
        return self


@pytest.fixture
def reader(client, told):
    story = Story(told)
    return lambda name: Reader(client, story, name)


MEETINGS = "meetings:home"
VISITS = "supervision:visits"


def test_1_cards_of_roles(reader):
    """One works and four look on, until everybody in a group holds a card."""
    who = reader("nurhaedah").begins(MEETINGS, "meetings:problems")
    who.goes("cp-4", "empat menonton").goes("kkg-250809", "paling rugi", "kartu masalah kelas")
    who.goes("cp-4", "Bagi pekerjaan", "3, 2, 6, 2").goes("p-kartu-peran")
    who.goes("kkg-250913", "bau ikan", "penanya").reads("t-012", "Jadi kipas")
    who.goes("p-kartu-peran", "penonton")
    who.reads("ad-01", "galak").reads("ad-02", "adik kelasnya").reads("ad-03", "rebutan")
    who.sees("dari Ratna", "dari Melki")
    who.reads("ad-04", "kipas", "gambar tangan")
    assert len(re.findall(r"Terlihat \d", who.words)) == 7
    who.goes("v-sdn3-c2-sudarmin", "cabang dari kartu peran").goes("p-kartu-peran")
    for visit in ["v-sdn3-c1-ratna", "v-sdn3-c2-ratna", "v-sdn3-c3-ratna"]:
        who.goes(visit).goes("p-kartu-peran")
    who.has_no_way_to("v-liwu-c1-melki")  # on the island, at another's school
    who.goes("v-sdn3-c3-yustinus", "Versi bergambar", "Setahun lalu")
    who.begins("supervision:home").goes("sdn3-c1").goes("v-sdn3-c1-yustinus", "Kalau gagal")
    who.looks_at_the_sheet("v-sdn3-c1-yustinus", "kipas")

    who = reader("safaruddin").begins("meetings:practices").goes("p-kartu-peran")
    who.goes("v-liwu-c1-melki", "penjelajah").goes("p-kartu-peran")
    who.goes("v-liwu-c1-sarifa", "Dua peran bergambar")


def test_2_a_rope_of_fractions(reader):
    """A whole class agrees on 2/5, and an old net shows what it makes."""
    who = reader("jannah").begins(VISITS).goes("v-sdn3-c1-jannah", "dua per lima", "ganjilan 2/5")
    who.goes("cp-1", "dua per lima").goes("kkg-251011", "1/2 + 1/3 = 2/5", "tiap lima depa")
    who.goes("cp-1", "tali pukat", "Dua puluh dari").goes("p-tali-pecahan")
    who.goes("kkg-251108", "lima per enam").goes("p-tali-pecahan", "tebak")
    who.reads("ad-05", "perbandingan").reads("ad-06", "malu").reads("ad-17", "bukan meniru")
    who.sees("dari Ratna", "dari Lia")
    who.goes("v-sdn3-c2-jannah", "Alat asal", "jadi hakim")
    who.looks_at_the_sheet("v-sdn3-c2-jannah", "ukur dulu", "bersorak")
    who.begins(VISITS).goes("v-sdn3-c1-jannah").goes("fu-011", "memperagakannya di KKG")
    who.goes("kkg-251108").goes("p-tali-pecahan")

    who = reader("yohana").begins("meetings:practices").goes("p-tali-pecahan")
    who.goes("v-smp1-c2-lia", "seperempat ongkos").goes("p-tali-pecahan")
    who.goes("v-smp1-c2-mursalim", "diakui pinjam dari Ibu Lia")


def test_3_homework_or_none(reader):
    """Nobody is outvoted: it is tried in four classes, and counted by those who were against."""
    who = reader("ramlah").begins(MEETINGS, "meetings:differences")
    who.goes("d-1", "buku jadi rapi", "di jalan").goes("kkg-250927", "paling panas", "Ketua tidak")
    who.goes("d-1", "Empat pekan").goes("kkg-260124", "tanpa melihat buku")
    who.goes("d-1").goes("kkg-260425", "ia sekarang tahu", "cerita di rumah")
    who.goes("d-1", "39 dari 51", "tidak kalah").goes("p-pr-cerita", "sepuluh menit")
    who.reads("ad-24", "warung").sees_that_it_was_stopped("ad-26", "tertidur")


def test_4_a_board_with_two_faces(reader):
    """“When is our turn?” asks a child in a room with two classes."""
    who = reader("ferdi").begins(MEETINGS, "meetings:groups").goes("rapat-dermaga")
    who.goes("liwu-250805", "giliran kami hari apa?")
    who.begins(MEETINGS, "meetings:problems").goes("cp-2", "Kelas satu menunggu")
    who.goes("kkg-250823", "sebelas menit rata-rata", "zaman kapur").goes("cp-2")
    who.goes("p-papan-dua-muka").goes("kkg-260207", "tanpa disuruh").goes("p-papan-dua-muka")
    who.reads("ad-08", "kotak pilihan").reads("ad-10", "terlalu sempit")
    who.has_no_way_to("v-liwu-c1-sarifa")  # a visit at a colleague's work

    who = reader("safaruddin").begins("meetings:practices").goes("p-papan-dua-muka")
    who.goes("v-liwu-c1-sarifa", "sembilan menit", "kotak pilihan", "setinggi anak")
    who.begins("supervision:home", VISITS).goes("v-liwu-c2-sarifa", "Dua setengah menit")


def test_5_called_lazy(reader):
    """Children of the reading hour who screw up their eyes need glasses, not blame."""
    who = reader("rusmiati").begins(MEETINGS, "meetings:supports")
    who.goes("iv-lit-sdn3-20251-k2", "nama perahu", "musim teri")
    who.begins(MEETINGS, "meetings:supports")
    who.goes("iv-lit-sdn3-20252-k3", "matanya disipitkan", "pemeriksaan mata")
    who.begins(MEETINGS, "meetings:decisions").reads("dec-40", "mata diperiksa dulu")
    who.goes("kkg-260808", "lima anak SDN 3", "malas membaca papan", "puskesmas")
    who.reads("dec-40", "mata diperiksa dulu", "kehilangan setahun")
    who.goes("cp-3", "Periksa matanya", "berkacamata")
    who.begins(MEETINGS, "meetings:supports").goes("iv-lit-sdn3-20261-k2", "kacamata pinjaman")


def test_6_another_principal(reader):
    """Files first under the old one; under the new one whoever is visited speaks first."""
    who = reader("yohana").begins("supervision:home").goes("smp1-2526a")
    who.goes("v-smp1-c0-gabriel", "tidak tahu caranya")
    who.sees(f"{who.story.by_name['v-smp1-c0-gabriel']['talk_share']}% dari waktunya")
    who.begins(MEETINGS, "meetings:groups").goes("koord-smp1")
    who.goes("rsmp-260112", "supervisi tanpa percakapan", "keran belakang", "percakapan sesudah")
    who.begins("supervision:home").goes("smp1-2526b", "dada sesak")
    who.goes("v-smp1-c1-lia", "terakhir saya disupervisi", "Dulu saya terus")
    who.begins("supervision:home").goes("smp1-2526b")
    who.goes("v-smp1-c1-mursalim", "menilai kertasnya", "tersimpan bersama nilainya")
    who.begins("supervision:home").goes("smp1-2627").goes("v-smp1-c2-mursalim", "Jawaban keenam")


def test_7_remedial_lessons_that_failed(reader):
    """Seventeen, eleven, nine, six, four: read out, not defended, and moved into the week."""
    who = reader("yohana").begins(MEETINGS, "meetings:differences")
    who.goes("d-3", "perahu siang").goes("mat-251101", "akan mencari jalan")
    who.begins(MEETINGS, "meetings:supports").goes("iv-rem-smp1-sabtu", "terus turun", "perahu")
    present = [hour[1] for hour in who.story.by_name["iv-rem-smp1-sabtu"]["sessions"]]
    assert present == [17, 11, 9, 6, 4]
    who.begins(MEETINGS, "meetings:differences").goes("d-3", "Saya salah tentang perahu")
    who.goes("rsmp-260307", "tujuh belas, sebelas, sembilan, enam, empat", "satu rombel dulu")
    who.begins(MEETINGS, "meetings:supports").goes("iv-rem-smp1-dalam", "tali pecahan")
    who.begins(MEETINGS, "meetings:decisions").reads("dec-47", "jam kembali")
    who.goes("rsmp-261003", "nama itu dihapus").reads("dec-47", "jam kembali")
    who.begins(MEETINGS, "meetings:differences").goes("d-3")
    who.goes("rsmp-260606", "tanpa suara menolak").reads("dec-33", "masuk jadwal")


def test_8_the_oldest_and_the_youngest(reader):
    """She knows how to wait for silence; her young colleague knows which button records it."""
    who = reader("ramlah").begins("meetings:practices").goes("p-suara-huruf")
    who.goes("kombel3-260314", "karena ayam", "namanya sendiri").goes("p-suara-huruf")
    who.reads("ad-14", "kartu memori").goes("v-sdn3-c2-ramlah")
    who.begins(MEETINGS, "meetings:groups").goes("kombel-ketapang")
    who.goes("kombel3-261017", "tiga puluh cerita").reads("dec-49", "Tiga puluh cerita")
    who.begins(VISITS).goes("v-sdn3-c1-ramlah", "Papan tulis adalah", "saya biarkan pula")

    who = reader("nurhaedah").begins("supervision:home").goes("sdn3-c3")
    who.goes("v-sdn3-c3-dian", "kunjungan pertama saya", "lupa malu")
    who.looks_at_the_sheet("v-sdn3-c3-dian", "menunggu hening")


def test_9_what_a_laboratory_leaves_behind(reader):
    """Whoever retires leaves a drawer of failures, and a list with a story for each thing."""
    who = reader("wulan").begins("meetings:practices").goes("p-laci-gagal", "Satu laci")
    who.goes("ipa-260502", "dua belas tahun percobaan gagal").goes("p-laci-gagal")
    who.begins(MEETINGS, "meetings:groups").goes("mgmp-ipa")
    who.goes("ipa-260801", "melainkan ceritanya").reads("t-050", "serah terima")
    who.begins("meetings:practices").goes("p-laci-gagal").reads("ad-19", "hampir penuh")
    who.goes("v-smp1-c2-wulan", "laci gagal", "Baki alat", "Dua hasil salah")

    who = reader("yohana").begins("supervision:home", VISITS)
    who.goes("v-smp1-s-asriadi", "tulisan tangannya", "mencuci gelas")
    who.begins("supervision:home", VISITS).goes("v-smp1-c2-maemunah", "diwariskan", "murid kelas")


def test_10_one_question_before_the_bell(reader):
    """It begins as one step after a visit, and goes home with the KKG of another school."""
    who = reader("yohana").begins("supervision:home", VISITS)
    who.goes("v-smp1-c1-lia", "Satu soal sebelum bel").goes("fu-038", "Cikal kartu pulang")
    who.goes("mat-260815", "menamai kebiasaan").goes("p-kartu-pulang")
    who.sees_that_it_was_stopped("ad-23", "ruang guru").goes("v-smp1-c2-lia", "Tumpuk merah")

    who = reader("jannah").begins(MEETINGS, "meetings:groups").goes("kkg-mutiara")
    who.goes("kkg-260926", "tumpuk merah menumpuk").reads("t-058", "kartu pulang")
    who.begins("meetings:practices").goes("p-kartu-pulang").reads("ad-22", "perahunya turun")

    who = reader("nurhaedah").begins("meetings:practices").goes("p-kartu-pulang")
    who.goes("v-sdn3-c3-jannah", "Satu soal sebelum bel")


def test_11_those_who_keep_a_school_running(reader):
    """A key, a board of duties, a pipe and a tap: heard, written down and done."""
    who = reader("rusmiati").begins(MEETINGS, "meetings:groups").goes("koord-sdn3")
    who.goes("koord3-250816", "kepala sekolah paling keras").reads("t-007", "Dua kunci")
    who.reads("dec-06", "digandakan")
    who.begins(MEETINGS, "meetings:groups").goes("koord-sdn3")
    who.goes("koord3-260109", "dua puluh satu tugas").reads("dec-17", "dibagi ulang")

    who = reader("nurhaedah").begins("supervision:home", VISITS)
    who.goes("v-sdn3-s-jumadi", "Toilet putri mampet", "bosan menambal")
    who.goes("fu-028", "Ukuran pipa").goes("koord3-261114", "tiga meter dua puluh")
    who.reads("dec-52", "tidak ditambal lagi")

    who = reader("yohana").begins(MEETINGS, "meetings:groups").goes("koord-smp1")
    who.goes("rsmp-260112", "keran belakang").reads("t-026", "Wa Ani memotretnya")


def test_12_a_warehouse_of_cloves(reader):
    """Children know how many grams a kilogram has, and have never lifted a sack."""
    who = reader("agustina").begins("meetings:practices").goes("p-timbang", "melihat karung")
    who.goes("kcah-260207", "tidak pernah mengangkat").goes("p-timbang")
    who.goes("v-cahaya-c1-yuliana", "Sepatu boleh kotor", "Praktik asal")
    who.looks_at_the_sheet("v-cahaya-c1-yuliana", "Karungnya ditimbang").goes("p-timbang")
    who.reads("ad-20", "persen").goes("v-cahaya-c2-teguh", "timbangannya tidak", "seratus biji")
    who.begins(MEETINGS, "meetings:groups").goes("kombel-kebun")
    who.goes("kcah-260829", "tidak menilai").reads("dec-42", "atas undangan")

    who = reader("gregor").begins(VISITS)  # it belongs to host and guest alone
    who.goes("v-peer-gregor-nuraini", "berani diam", "antre")
    who.looks_at_the_sheet("v-peer-gregor-nuraini", "Enam hitungan")
