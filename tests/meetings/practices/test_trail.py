"""What becomes of a practice: the list, the trail, seen in class, a topic for the next meeting."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from meetings.services import practices
from meetings.services.agenda import propose
from schools.access import Role
from tests import make

from .conftest import words_of

pytestmark = pytest.mark.django_db


# The list


def test_the_list_is_narrowed_by_name_grade_whose_and_group(
    get, author, ratna, lia, neighbour, practice, shared, group
):
    own = make.practice(neighbour, lia, audience="cluster", title="Kartu pulang", grades=[14])
    make.practice(neighbour, audience="cluster", title="Kelas satu", grades=[1])
    make.adoption(shared, ratna)

    def titles(user=ratna.user, **query):
        page = get(user, "practices", **query)
        return {row["practice"].title for row in page.context["practices"]}

    everything = {practice.title, shared.title, own.title, "Kelas satu"}
    assert titles() == everything
    assert titles(q="tali") == {shared.title}
    assert titles(grade=4) == {practice.title, shared.title}  # the first is for any grade
    assert titles(grade=1) == {practice.title, "Kelas satu"}  # not 14
    assert titles(whose="school") == {practice.title, shared.title}
    assert titles(whose="cluster") == everything
    assert titles(whose="tried") == {shared.title}
    assert titles(whose="mine") == set()
    assert titles(author.user, whose="mine") == {practice.title, shared.title}
    make.practice(shared.school, author, group=make.group(shared.school), audience="school")
    assert titles(group=group.pk) == {practice.title}


def test_a_line_counts_people_who_tried_who_keep_and_where_it_was_seen(
    get, author, ratna, lia, neighbour, shared
):
    kept = make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    make.adoption(shared, lia, school=neighbour)
    make.sighting(shared, adoption=kept, person=ratna, by=author.user)
    [row] = get(author.user, "practices").context["practices"]
    counts = row["counts"]
    assert (counts.tried, counts.used, counts.trying, counts.seen) == (2, 1, 1, 1)


# The trail


def test_each_number_opens_the_rows_it_counted(get, author, ratna, lia, neighbour, shared):
    make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    make.adoption(shared, lia, school=neighbour)
    page = get(author.user, "practice", shared.pk)
    assert 'href="?show=used#jejak">1<' in page.content.decode()
    rows = {
        show: [
            row.adoption.person
            for row in get(author.user, "practice", shared.pk, show=show).context["rows"]
        ]
        for show in ["used", "trying", "stopped", "school", "", "nonsense"]
    }
    assert rows["used"] == [ratna]
    assert rows["trying"] == [lia]
    assert rows["stopped"] == []
    assert set(rows["school"]) == set(rows[""]) == set(rows["nonsense"]) == {ratna, lia}


def test_what_is_seen_in_class_is_told_to_all_and_opens_for_those_who_may(
    get, author, ratna, lia, principal, school, shared
):
    tried = make.adoption(shared, ratna)
    observer = make.user(Role.OBSERVER, school)
    make.sighting(
        shared, adoption=tried, person=ratna, by=observer, date=date(2025, 10, 30), path="/lihat/"
    )
    for user in [author.user, lia.user]:
        page = get(user, "practice", shared.pk)
        assert "30 Oktober 2025" in words_of(page)
        assert "/lihat/" not in page.content.decode()
    for user in [ratna.user, observer, principal]:
        assert 'href="/lihat/"' in get(user, "practice", shared.pk).content.decode()


def test_the_principal_gets_no_way_from_the_trail_to_a_visit_at_their_own_work(
    get, principal, school, shared
):
    person = make.person(school, user=principal)
    tried = make.adoption(shared, person)
    other = make.sighting(shared, adoption=tried, person=person, by=make.user(), path="/milik/")
    assert other.path in get(principal, "practice", shared.pk).content.decode()  # it is their own


def test_words_of_people_stay_words(get, author, ratna, shared):
    make.adoption(shared, ratna, adaptation="<script>alert(1)</script>", happened="<b>x</b>")
    page = get(author.user, "practice", shared.pk).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;x" in page


# Seen in class


def test_nobody_confirms_what_was_seen_in_their_own_class(ratna, school, shared):
    facts = {"school": school, "date": date(2025, 10, 30), "path": "/kunjungan/"}
    tried = make.adoption(shared, ratna)
    with pytest.raises(ValidationError):
        practices.confirm(shared, ratna, adoption=tried, by=ratna.user, **facts)


def test_it_is_confirmed_once_a_visit_and_only_of_what_they_try(author, ratna, school, shared):
    facts = {"school": school, "date": date(2025, 10, 30), "path": "/kunjungan/"}
    observer = make.user(Role.OBSERVER, school)
    with pytest.raises(ValidationError):
        practices.confirm(shared, ratna, by=observer, **facts)
    tried = make.adoption(shared, ratna)
    with pytest.raises(ValidationError):
        practices.confirm(shared, author, adoption=tried, by=observer, **facts)
    first = practices.confirm(shared, ratna, adoption=tried, by=observer, **facts)
    assert practices.confirm(shared, ratna, adoption=tried, by=observer, **facts) == first


# A topic for the next meeting


def test_a_proposal_stands_last_on_the_agenda_and_names_who_opens_it(group, author):
    meeting = make.meeting(group)
    make.agenda_item(meeting, position=3)
    item = propose(meeting, "Waktu menunggu", by=author.user)
    assert (item.position, item.owner.person, item.proposed_by) == (4, author, author.user)


@pytest.mark.parametrize("state", ["running", "held"])
def test_nothing_is_proposed_once_a_meeting_has_begun(group, author, state):
    with pytest.raises(ValidationError):
        propose(make.meeting(group, state=state), "Terlambat", by=author.user)
