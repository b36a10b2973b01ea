"""Class problems: written in a minute, answered by colleagues, found again later."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings.kinds import MeetingState, Outcome
from meetings.models import ClassProblem, Idea
from meetings.services import problems as services
from schools.models import AuditEntry
from tests import make


@pytest.fixture
def group(school, neighbour):
    return make.group(school, neighbour, name="KKG Mutiara")


@pytest.fixture
def jannah(group, school, teacher):
    person = make.person(school, user=teacher, name="Jannah")
    make.member(group, person)
    return person


@pytest.fixture
def ratna(group, school):
    person = make.person(school, user=make.user(), name="Ratna")
    make.member(group, person)
    return person


@pytest.fixture
def suarjana(group, neighbour):
    """Works at the other school and has no account."""
    person = make.person(neighbour, name="Suarjana")
    make.member(group, person)
    return person


@pytest.fixture
def problem(group, jannah):
    return make.class_problem(group, jannah, title="Setengah tambah sepertiga", grade=4)


@pytest.fixture
def at(client):
    def go(person, name, /, *args, query="", **fields):
        client.force_login(getattr(person, "user", None) or person)
        url = reverse(f"meetings:{name}", args=args) + query
        return client.post(url, fields) if fields else client.get(url)

    return go


def words(page):
    assert page.status_code == 200
    return page.content.decode()


def outcome(**fields):
    return {"trial": "Tali", "outcome": "", "state": "open", "practice": "", **fields}


def test_a_member_writes_one_about_the_own_class(at, group, jannah):
    meeting = make.meeting(group, state=MeetingState.HELD)
    answer = at(
        jannah,
        "problem_create",
        group.pk,
        query=f"?meeting={meeting.pk}",
        title="Dua per lima",
        grade="4",
    )
    problem = ClassProblem.objects.get()
    assert answer["Location"] == problem.get_absolute_url()
    assert (problem.person, problem.group, problem.grade) == (jannah, group, 4)
    assert (problem.meeting, problem.opened) == (meeting, meeting.date)
    assert str(meeting) in words(at(jannah, "problem", problem.pk))


def test_what_is_missing_is_said_and_nothing_typed_is_lost(at, group, jannah):
    page = at(jannah, "problem_create", group.pk, title="", subject="Matematika", grade="40")
    assert set(page.context["form"].errors) == {"title", "grade"}
    assert "Matematika" in words(page)


def test_for_a_colleague_without_an_account_a_member_writes(at, group, jannah, ratna, suarjana):
    page = at(jannah, "problem_create", group.pk)
    offered = {str(member) for member in page.context["form"].fields["member"].queryset}
    assert offered == {"Suarjana"}
    member = suarjana.groups.get()
    at(jannah, "problem_create", group.pk, title="Kelas rangkap", member=member.pk)
    problem = ClassProblem.objects.get()
    assert problem.person == suarjana
    assert AuditEntry.objects.latest("pk").on_behalf_of == "Suarjana"
    assert at(jannah, "problem_update", problem.pk).status_code == 404  # not hers any more


def test_for_a_colleague_with_an_account_only_who_leads_writes(at, group, school, ratna):
    chair = make.person(school, user=make.user())
    make.member(group, chair, part="notes")
    at(chair, "problem_create", group.pk, title="Kelas 5", member=ratna.groups.get().pk)
    assert ClassProblem.objects.get().person == ratna


def test_an_idea_is_one_field_on_the_page(at, problem, ratna):
    assert 'name="text"' in words(at(ratna, "problem", problem.pk))
    answer = at(ratna, "idea_create", problem.pk, text="Bagi pekerjaan, bukan orang")
    assert answer["Location"] == problem.get_absolute_url()
    idea = Idea.objects.get()
    assert (idea.by, idea.entered_by) == (ratna, ratna.user)


def test_an_empty_idea_asks_again(at, problem, ratna):
    page = at(ratna, "idea_create", problem.pk, text=" ")
    assert list(page.context["form"].errors) == ["text"]


def test_an_idea_of_somebody_without_an_account_shows_who_wrote_it(at, problem, ratna, suarjana):
    at(ratna, "idea_create", problem.pk, text="Pakai tali", member=suarjana.groups.get().pk)
    idea = Idea.objects.get()
    assert (idea.by, idea.entered_by) == (suarjana, ratna.user)
    page = words(at(ratna, "problem", problem.pk))
    assert "Suarjana" in page
    assert ratna.user.name in page.split("Suarjana")[1]


def test_for_a_colleague_with_an_account_no_idea_is_written(at, problem, group, jannah, ratna):
    page = at(ratna, "idea_create", problem.pk, text="Tali", member=jannah.groups.get().pk)
    # Nobody here lacks an account, so the field is not there and the idea is the writer's own.
    assert page.status_code == 302
    assert Idea.objects.get().by == ratna


def test_an_idea_is_changed_and_removed_by_its_author_alone(at, problem, jannah, ratna):
    idea = make.idea(problem, by=ratna)
    assert at(jannah, "idea_update", idea.pk).status_code == 404
    at(ratna, "idea_update", idea.pk, text="Tali pukat")
    idea.refresh_from_db()
    assert idea.text == "Tali pukat"
    at(ratna, "idea_remove", idea.pk, sent="1")
    assert not Idea.objects.exists()


def test_solved_needs_a_word_on_what_came_of_it(at, problem, jannah):
    page = at(jannah, "problem_outcome", problem.pk, **outcome(state="solved"))
    assert list(page.context["form"].errors) == ["outcome"]
    assert "Tali" in words(page)
    at(jannah, "problem_outcome", problem.pk, **outcome(state="solved", outcome="20 dari 26"))
    problem.refresh_from_db()
    assert (problem.state, problem.outcome) == (Outcome.SOLVED, "20 dari 26")
    assert "20 dari 26" in words(at(jannah, "problem", problem.pk))


def test_only_the_own_class_is_judged(at, problem, ratna):
    assert at(ratna, "problem_outcome", problem.pk).status_code == 404
    assert reverse("meetings:problem_outcome", args=[problem.pk]) not in words(
        at(ratna, "problem", problem.pk)
    )


def test_a_practice_that_came_of_it_is_one_tap_from_the_own_class(
    at, problem, group, school, jannah, ratna
):
    problem.practice = make.practice(school, jannah, group=group)
    problem.save()
    adopt = reverse("meetings:practice_adopt", args=[problem.practice.pk])
    assert adopt in words(at(ratna, "problem", problem.pk))
    assert adopt not in words(at(jannah, "problem", problem.pk))  # it is hers already


def test_without_a_practice_one_can_be_made_of_what_worked(at, problem, jannah):
    make_one = f"{reverse('meetings:practice_create')}?problem={problem.pk}"
    assert make_one not in words(at(jannah, "problem", problem.pk))
    services.say_what_came(problem, trial="Tali", outcome="20 dari 26", state=Outcome.SOLVED)
    assert make_one in words(at(jannah, "problem", problem.pk))


def test_a_practice_of_another_group_is_neither_shown_nor_let_go(at, problem, school, jannah):
    hidden = make.practice(school, group=make.group(school), title="Rahasia")
    problem.practice = hidden
    problem.save()
    assert "Rahasia" not in words(at(jannah, "problem", problem.pk))
    at(jannah, "problem_outcome", problem.pk, **outcome())
    problem.refresh_from_db()
    assert problem.practice == hidden


def test_it_is_found_by_words_grade_subject_and_state(at, group, jannah, problem):
    other = make.class_problem(
        group, jannah, title="Tidak mau bicara", grade=8, subject="Bahasa Inggris", state="solved"
    )
    make.class_problem(group, jannah, title="Membaca", grade=6, subject="Bahasa Indonesia")
    make.idea(other, text="Tanyakan kepada enam murid")
    make.idea(other, text="Enam murid lagi")
    for query in ["q=enam+murid", "q=bicara", "grade=8", "subject=Bahasa+Inggris", "state=solved"]:
        page = at(jannah, "problems", query=f"?{query}")
        assert list(page.context["object_list"]) == [other], query
    assert at(jannah, "problems").context["object_list"].count() == 3
    for nonsense in ["grade=empat", "subject=%3Cb%3E", "group=9999", "state=x"]:
        assert at(jannah, "problems", query=f"?{nonsense}").status_code == 200


def test_principals_of_every_school_of_the_group_search_too(at, problem, principal, outsider):
    assert problem in at(principal, "problems").context["object_list"]
    assert at(principal, "problem", problem.pk).context["form"] is None
    assert problem not in at(outsider, "problems").context["object_list"]


def test_an_empty_list_says_what_will_be_here(at, group, jannah):
    page = words(at(jannah, "problems"))
    assert "sj-empty" in page
    assert reverse("meetings:problem_create", args=[group.pk]) in page


def test_the_service_refuses_an_idea_without_a_person(problem):
    with pytest.raises(ValidationError):
        services.offer(problem, "Tali", by=make.user())
