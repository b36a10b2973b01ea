"""Practices passed on: made in two taps, and opened to more colleagues."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Practice
from meetings.services import practices
from schools.access import Role
from tests import make

from .conftest import errors, words_of

pytestmark = pytest.mark.django_db


# Making one


def test_a_practice_from_a_meeting_has_its_author_group_meeting_and_day(
    get, post, author, group, school
):
    meeting = make.meeting(group, state="held", date=date(2025, 9, 13))
    text = "Tiap pasangan menulis satu pertanyaan."
    kept = practices.title_from(text)[0]
    post(
        author.user,
        "practice_create",
        query=f"?meeting={meeting.pk}&text={text}",
        title=kept,
        audience="group",
    )
    row = Practice.objects.get()
    assert (row.title, row.person, row.group, row.meeting) == (kept, author, group, meeting)
    assert (row.school, row.audience, row.born_on) == (school, "group", meeting.date)


def test_what_was_said_fills_the_form_in(get, author):
    form = get(author.user, "practice_create", text="Kartu tanya berpasangan.").context["form"]
    assert form.initial["title"] == "Kartu tanya berpasangan"
    assert form.initial["audience"] == "school"  # it comes from no group


def test_a_long_text_gives_a_short_name_and_stands_whole_below_it():
    text = "Murid menulis pertanyaan. " * 8
    title, why = practices.title_from(text)
    assert len(title) <= 82
    assert title.endswith("…")
    assert why == text.strip()


def test_it_answers_the_class_problem_it_comes_from(post, get, author, ratna, group):
    problem = make.class_problem(group, ratna, trial="Bagi pekerjaan", grade=4, title="Satu anak")
    query = f"?problem={problem.pk}"
    post(author.user, "practice_create", query=query, title="Kartu peran", audience="group")
    problem.refresh_from_db()
    assert problem.practice == Practice.objects.get()
    assert problem.practice.group == group


def test_it_is_what_came_of_the_difference_of_opinion(post, author, group):
    difference = make.difference(group)
    query = f"?difference={difference.pk}"
    post(author.user, "practice_create", query=query, title="PR cerita", audience="group")
    difference.refresh_from_db()
    assert difference.practice == Practice.objects.get()


def test_nobody_makes_one_from_a_meeting_that_is_not_theirs(get, post, author, lia, group):
    meeting = make.meeting(group, state="held")
    for name, row in [("meeting", meeting), ("problem", make.class_problem(group, author))]:
        query = f"?{name}={row.pk}"
        answer = post(
            lia.user, "practice_create", query=query, title="Punya siapa", audience="group"
        )
        assert answer.status_code == 404
    assert not Practice.objects.exists()


@pytest.mark.parametrize("nonsense", ["meeting=abc", "problem=1", "difference=x"])
def test_an_address_that_names_no_row_is_not_found(client, author, nonsense):
    client.force_login(author.user)
    assert client.get(f"{reverse('meetings:practice_create')}?{nonsense}").status_code == 404


def test_without_a_record_as_a_person_nobody_passes_on_anything(get, principal):
    assert get(principal, "practice_create").status_code == 404


def test_an_empty_name_is_asked_for_and_the_rest_stays(post, author):
    answer = post(
        author.user, "practice_create", title="  ", why="Satu anak bekerja", audience="school"
    )
    assert list(errors(answer)) == ["title"]
    assert "Satu anak bekerja" in answer.content.decode()


def test_only_the_author_changes_it(get, post, author, ratna, practice):
    assert get(ratna.user, "practice_update", practice.pk).status_code == 404
    post(
        author.user,
        "practice_update",
        practice.pk,
        title="Kartu tanya",
        steps="Tulis\n\nTukar",
        grades=[4, 5],
        with_others=[ratna.pk],
    )
    practice.refresh_from_db()
    assert (practice.title, practice.step_list) == ("Kartu tanya", ["Tulis", "Tukar"])
    assert practice.grades == [4, 5]
    assert list(practice.with_others.all()) == [ratna]


def test_a_co_author_is_a_colleague_and_not_a_stranger(post, author, practice, outsider):
    stranger = make.person(outsider.school)
    answer = post(
        author.user, "practice_update", practice.pk, title="Kartu", with_others=[stranger.pk]
    )
    assert "with_others" in errors(answer)


# Who sees it


def test_a_practice_for_the_group_is_not_seen_beyond_it(get, ratna, lia, school, practice):
    teacher_beside = make.user(Role.TEACHER, school)
    assert practice.title in words_of(get(ratna.user, "practice", practice.pk))
    for user in [teacher_beside, lia.user]:
        assert get(user, "practice", practice.pk).status_code == 404
        assert practice.title not in words_of(get(user, "practices"))


def test_a_practice_for_the_cluster_is_seen_in_it_and_nowhere_else(
    get, lia, supervisor, outsider, shared
):
    for user in [lia.user, supervisor]:
        assert shared.title in words_of(get(user, "practice", shared.pk))
        assert shared.title in words_of(get(user, "practices"))
    assert get(outsider, "practice", shared.pk).status_code == 404
    assert shared.title not in words_of(get(outsider, "practices"))


def test_a_co_author_sees_it_whatever_its_audience(get, lia, practice):
    assert get(lia.user, "practice", practice.pk).status_code == 404
    practice.with_others.add(lia)
    assert get(lia.user, "practice", practice.pk).status_code == 200


def test_before_it_is_shared_the_page_says_with_whom(get, post, author, lia, practice, cluster):
    asked = words_of(get(author.user, "practice_share", practice.pk, "cluster"))
    assert cluster.name in asked
    assert get(lia.user, "practice", practice.pk).status_code == 404
    post(author.user, "practice_share", practice.pk, "cluster")
    assert get(lia.user, "practice", practice.pk).status_code == 200


def test_shown_to_fewer_again_it_stays_with_those_who_tried_it(
    get, post, author, lia, neighbour, practice
):
    practices.share(practice, "cluster")
    make.adoption(practice, lia, school=neighbour)
    colleague = make.user(Role.TEACHER, neighbour)
    assert get(colleague, "practice", practice.pk).status_code == 200
    post(author.user, "practice_share", practice.pk, "group")
    assert get(colleague, "practice", practice.pk).status_code == 404
    assert get(lia.user, "practice", practice.pk).status_code == 200


def test_only_the_author_shares_it_and_only_with_whom_there_is(
    get, author, ratna, practice, shared
):
    assert get(ratna.user, "practice_share", practice.pk, "school").status_code == 404
    assert get(author.user, "practice_share", practice.pk, "group").status_code == 404  # it is
    assert get(author.user, "practice_share", practice.pk, "all").status_code == 404
    assert get(author.user, "practice_share", shared.pk, "group").status_code == 404  # has none
