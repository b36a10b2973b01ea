"""Every list that holds nothing leads to where something begins, for whoever can begin it."""

import pytest
from django.urls import reverse

from tests import make

from .pages import PAGES
from .pages.page import SIGNED_IN

COMES_BY_ITSELF = {"schools:history", "staff:corrections"}
COMES_WITH_SEJAWAT = {"meetings:factors", "supervision:instruments"}
THE_PRINCIPAL_BEGINS = {"schools:terms", "schools:subjects", "staff:classes", "supervision:home"}
LISTS = {
    name
    for name, page in PAGES.items()
    if page.who == SIGNED_IN and page.accepts("GET") and not page.args and "_" not in name
} - (COMES_BY_ITSELF | COMES_WITH_SEJAWAT)


def leads_on(client, reader, school, name):
    """Whether the page holds something, or a press that begins it."""
    make.person(school, user=reader)
    client.force_login(reader)
    page = client.get(reverse(name)).content.decode()
    empty = page.split('class="sj-empty"')[1:]
    return all('class="btn' in one.partition("</section>")[0] for one in empty)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_principal_can_begin_on_every_empty_page(name, client, principal, school):
    assert leads_on(client, principal, school, name)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_teacher_can_too_unless_it_is_for_the_principal(name, client, teacher, school):
    assert leads_on(client, teacher, school, name) == (name not in THE_PRINCIPAL_BEGINS)
