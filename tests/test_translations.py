"""The Indonesian catalogue is whole, compiled, and speaks as words.md asks."""

import importlib
import re

import pytest
from django import forms as forms_of_django
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from tests import catalogue

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
# Never on screen in any sense, then words that a better one of ours replaces.
NEVER = (
    "gagal error invalid valid server sistem klik submit login logout user upload download input "
    "entri silahkan silakan mohon harap temuan pelanggaran sanksi peringkat ranking juara terbaik "
    "terendah"
).split()
REPLACED = (
    "instansi privat klaster rayon distrik siswa kepsek pimpinan atasan inspektur administrator "
    "admin personel pegawai karyawan preview inspeksi sidak baseline borang angket kuesioner nihil "
    "rerata masukan komentar teguran kasus kendala finalisasi ralat forum presensi absensi "
    "notulensi risalah deadline praktek implementasi replikasi curhat intervensi dashboard rumus "
    "loading retry publikasikan delete undo cancel edit ketuk tap offline online handphone ponsel "
    "gawai file draft link otorisasi gadget device log anonimkan surel pengamatan terkunci irama "
    "ritme disembunyikan persentase observer asesor supervisor moderator risalah alpa "
    "mangkir kubu perselisihan kelemahan kekurangan sanggahan rekapitulasi responden sampel"
).split()
PHRASES = (
    "jatuh tempo; satuan pendidikan; peserta didik; anak didik; rombongan belajar; "
    "tahun pelajaran; "
    "nilai akhir; skor akhir; skor maksimal; skor tertinggi; tanda terima; evaluasi diri; "
    "kode cadangan; per minggu; huruf kapital; apakah Anda yakin; tidak ada data; terlebih dahulu"
).split("; ")
MESSAGES = [message for message in catalogue.catalogue() if message.id]


def forms(text):
    return list(text) if isinstance(text, tuple | list) else [text]


def named(message):
    return str(message.id)[:60]


def test_every_string_in_the_sources_stands_in_the_catalogue_and_no_other():
    asked = set(catalogue.extracted())
    held = {
        (message.context, tuple(message.id) if isinstance(message.id, tuple) else message.id)
        for message in MESSAGES
    }
    assert asked - held == set(), "run `make messages` and translate"
    assert held - asked == set(), "run `make messages`"


def test_nothing_is_empty_or_fuzzy():
    assert not catalogue.catalogue().fuzzy
    assert [named(m) for m in MESSAGES if not all(forms(m.string)) or m.fuzzy] == []


def test_the_compiled_file_says_what_the_catalogue_says():
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.catalogue())


def test_both_languages_have_the_same_placeholders():
    for message in MESSAGES:
        asked = {match for text in forms(message.id) for match in PLACEHOLDER.findall(text)}
        for text in forms(message.string):
            assert set(PLACEHOLDER.findall(text)) == asked, named(message)


def test_no_message_holds_html():
    for message in MESSAGES:
        assert not re.search(r"<\w", " ".join(forms(message.id) + forms(message.string))), named(
            message
        )


@pytest.mark.parametrize("word", [*NEVER, *REPLACED, *PHRASES])
def test_a_banned_word_stands_nowhere(word):
    banned = re.compile(rf"\b{word}(?:kan|nya)?\b", re.I)
    texts = [PLACEHOLDER.sub("", text) for message in MESSAGES for text in forms(message.string)]
    found = [text for text in texts if banned.search(text)]
    assert found == []


def test_no_sentence_shouts_or_glues_or_says_you_in_small_letters():
    for message in MESSAGES:
        for text in forms(message.string):
            assert "!" not in text, text
            assert not re.search(r"\banda\b", text), text
            assert not re.search(r"\bBapak/Ibu\b|\bkamu\b|\bkami\b", text), text


@pytest.mark.parametrize("side", ["id", "string"])
def test_no_sentence_has_more_than_twenty_words(side):
    sentences = [
        sentence
        for message in MESSAGES
        for text in forms(getattr(message, side))
        for sentence in re.split(r"[.?:;…]\s+|\n", text)
    ]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_both_languages_end_alike_and_begin_alike():
    """A label stays a label and a sentence a sentence; what goes into a sentence begins small."""

    def manner(text):
        return text[-1] if text[-1] in ".?:…" else "", text[0].isalpha() and text[0].islower()

    own = {"TMT pengangkatan", "Dapodik import", "Dapodik imports"}  # begin with a name
    for message in MESSAGES:
        english, indonesian = forms(message.id)[0], forms(message.string)[0]
        if own.isdisjoint({english, indonesian}):
            assert manner(indonesian) == manner(english), named(message)


def test_every_label_of_a_form_is_in_the_catalogue_or_an_abbreviation():
    for form in all_forms():
        for name, field in form.base_fields.items():
            in_words = field.label is None or isinstance(field.label, Promise)
            assert in_words or field.label.isupper(), f"{form.__name__}.{name}: {field.label}"


def all_forms(of=forms_of_django.BaseForm):
    """Every form of ours; importing the addresses has imported them all."""
    importlib.import_module("config.urls")
    for form in of.__subclasses__():
        if form.__module__.split(".")[0] in catalogue.FLOORS and hasattr(form, "base_fields"):
            yield form
        yield from all_forms(form)


def test_a_choice_that_is_still_open_says_so():
    field = forms_of_django.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "Ada")])
    with override("id"):
        html = field.widget.render("x", "")
    assert "Belum dipilih" in html
    assert "---" not in html


def test_one_message_has_one_wording():
    seen = {}
    for message in MESSAGES:
        key = (message.context, str(message.id).lower())
        assert seen.setdefault(key, str(message.string).lower()) == str(message.string).lower()


def test_our_words_win_over_the_libraries_own():
    with override("id"):
        assert gettext("Password") == "Kata sandi"
        assert gettext("This field is required.") == "Bagian ini masih kosong."
