"""Typed text becomes paragraphs, lists and bold words; never anything that a browser obeys."""

import re
import time

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from schools.typed_text import typed, unmarked

TAGS = re.compile(r"</?(?:p|ul|li|b)>|<br>")
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "*<b onmouseover=alert(1)>x</b>*",
    "- <svg/onload=alert(1)>",
    "*a*<iframe src=javascript:alert(1)>",
    "&lt;script&gt;",
    '"><style>*{display:none}</style>',
    "[x](javascript:alert(1))",
]


def test_empty_lines_make_paragraphs_and_single_ones_break():
    assert typed("Satu\ndua\n\nTiga") == "<p>Satu<br>dua</p><p>Tiga</p>"


def test_lines_with_a_dash_are_a_list_also_between_others():
    assert typed("Kita sepakat:\n- kartu\n- giliran\nLalu pulang") == (
        "<p>Kita sepakat:</p><ul><li>kartu</li><li>giliran</li></ul><p>Lalu pulang</p>"
    )


def test_stars_make_words_bold_and_a_star_alone_stays():
    assert typed("*Kartu tanya* itu 3 * 4") == "<p><b>Kartu tanya</b> itu 3 * 4</p>"
    assert unmarked("*Kartu tanya* itu 3 * 4") == "Kartu tanya itu 3 * 4"


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_would_be_obeyed_is_only_shown(attack):
    shown = Template("{% load typed %}{{ text|typed }}").render(Context({"text": attack}))
    assert "<" not in TAGS.sub("", shown)
    assert "&amp;lt;" in shown or "&lt;" in shown or "<" not in attack


@given(st.text(alphabet="<>&\"'*- \nax\u2028\x00", max_size=80))
def test_only_our_own_tags_are_ever_there(text):
    assert not set("<>\"'") & set(TAGS.sub("", typed(text)))


def test_a_megabyte_is_read_in_no_time():
    begun = time.monotonic()
    for nasty in ["*a " * 350_000, "- " * 500_000, "*" * 1_000_000, "\n \n" * 300_000]:
        typed(nasty)
    assert time.monotonic() - begun < 10
