"""The Indonesian catalogue is whole, compiled, and speaks as words.md asks."""

import re

import pytest
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
    "gawai file draft link otorisasi gadget device log anonimkan"
).split()
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


@pytest.mark.parametrize("word", [*NEVER, *REPLACED])
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


def test_one_message_has_one_wording():
    seen = {}
    for message in MESSAGES:
        key = (message.context, str(message.id).lower())
        assert seen.setdefault(key, str(message.string).lower()) == str(message.string).lower()


def test_our_words_win_over_the_libraries_own():
    with override("id"):
        assert gettext("Password") == "Kata sandi"
        assert gettext("This field is required.") == "Bagian ini masih kosong."
