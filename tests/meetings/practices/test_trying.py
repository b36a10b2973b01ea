"""Practices of others, tried and judged."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from meetings.models import Adoption
from meetings.services import practices
from schools.access import Role
from schools.models import AuditEntry
from staff.services.years import set_class_teacher
from tests import make

from .conftest import errors, words_of

pytestmark = pytest.mark.django_db


# Trying it


def test_adopting_asks_for_the_class_and_knows_it_already(get, post, ratna, school, shared):
    here = make.class_group(school=school, year=school_year(), grade=5, name="5A")
    set_class_teacher(here, ratna.placements.get())
    form = get(ratna.user, "practice_adopt", shared.pk).context["form"]
    assert (form.initial["class_group"], form.initial["grade"]) == (here, 5)
    post(
        ratna.user,
        "practice_adopt",
        shared.pk,
        class_group=here.pk,
        adaptation="Kartunya bergambar",
        since=timezone.localdate(),
    )
    row = Adoption.objects.get()
    assert (row.person, row.class_group, row.grade, row.school) == (ratna, here, 5, school)
    assert (row.parent, row.entered_by, row.adaptation) == (None, ratna.user, "Kartunya bergambar")


def school_year():
    today = timezone.localdate()
    return today.year if today.month >= 7 else today.year - 1


def test_without_class_and_grade_it_is_asked_in_words(post, ratna, shared):
    answer = post(
        ratna.user, "practice_adopt", shared.pk, adaptation="Lain", since=timezone.localdate()
    )
    assert list(errors(answer)) == ["grade"]
    assert "Lain" in answer.content.decode()


def test_pressed_at_a_branch_it_is_learnt_from_there(get, post, ratna, lia, neighbour, shared):
    branch = make.adoption(shared, lia, school=neighbour)
    elsewhere = make.adoption(make.practice(neighbour, audience="cluster"), lia)
    form = get(ratna.user, "practice_adopt", shared.pk, **{"from": branch.pk}).context["form"]
    assert form.initial["parent"] == branch
    form = get(ratna.user, "practice_adopt", shared.pk, **{"from": elsewhere.pk}).context["form"]
    assert form.initial["parent"] is None
    fields = {"grade": 5, "since": timezone.localdate()}
    answer = post(ratna.user, "practice_adopt", shared.pk, parent=elsewhere.pk, **fields)
    assert "parent" in errors(answer)
    post(ratna.user, "practice_adopt", shared.pk, parent=branch.pk, **fields)
    assert Adoption.objects.get(person=ratna).parent == branch


def test_nobody_tries_it_twice_at_a_time_and_the_answer_says_so(post, ratna, shared):
    fields = {"grade": 5, "since": timezone.localdate()}
    post(ratna.user, "practice_adopt", shared.pk, **fields)
    answer = post(ratna.user, "practice_adopt", shared.pk, **fields)
    [said] = answer.context["form"].non_field_errors()
    assert "Ratna Dewi" in said
    assert Adoption.objects.count() == 1
    practices.judge(Adoption.objects.get(), happened="Jalan", verdict="drop")
    post(ratna.user, "practice_adopt", shared.pk, **fields)
    assert Adoption.objects.count() == 2


def test_two_presses_at_once_make_one_row_and_one_sentence(ratna, shared, monkeypatch):
    make.adoption(shared, ratna)
    again = Adoption(practice=shared, person=ratna, school=shared.school, grade=5)
    monkeypatch.setattr(type(ratna.adoptions.all()), "exists", lambda rows: False)
    with pytest.raises(ValidationError, match="Ratna Dewi"):
        practices.adopt(again, by=ratna.user)


def test_nobody_adopts_their_own_practice(post, author, ratna, shared):
    fields = {"grade": 5, "since": timezone.localdate()}
    shared.with_others.add(ratna)
    for person in [author, ratna]:
        answer = post(person.user, "practice_adopt", shared.pk, **fields)
        assert answer.context["form"].non_field_errors()
    assert not Adoption.objects.exists()


def test_for_one_without_an_account_a_colleague_writes_and_it_says_so(
    get, post, ratna, school, shared
):
    suarjana = make.person(school, name="Suarjana", writes_through_others=True)
    answer = post(
        ratna.user,
        "practice_adopt",
        shared.pk,
        person=suarjana.pk,
        grade=3,
        since=timezone.localdate(),
    )
    assert answer.status_code == 302
    row = Adoption.objects.get()
    assert (row.person, row.entered_by) == (suarjana, ratna.user)
    assert AuditEntry.objects.get(actor=ratna.user).on_behalf_of == "Suarjana"
    told = words_of(get(ratna.user, "practice", shared.pk))
    assert f"{ratna.user}" in told
    assert get(ratna.user, "practice", shared.pk).context["rows"][0].written_by == ratna.user


def test_nobody_writes_for_a_colleague_who_can_write(post, ratna, author, lia, school, shared):
    make.person(school, name="Suarjana", writes_through_others=True)
    with_account = make.person(school, user=make.user(Role.TEACHER, school))
    for person in [with_account, lia]:
        answer = post(
            ratna.user,
            "practice_adopt",
            shared.pk,
            person=person.pk,
            grade=3,
            since=timezone.localdate(),
        )
        assert "person" in errors(answer)


def test_it_is_changed_by_whoever_tries_it_and_never_learnt_from_a_pupil_of_theirs(
    get, post, ratna, lia, author, neighbour, shared
):
    mine = make.adoption(shared, ratna)
    pupil = make.adoption(shared, lia, school=neighbour, parent=mine)
    assert get(author.user, "adoption_update", mine.pk).status_code == 404
    fields = {"grade": 6, "since": mine.since}
    answer = post(ratna.user, "adoption_update", mine.pk, parent=pupil.pk, **fields)
    assert "parent" in errors(answer)
    post(ratna.user, "adoption_update", mine.pk, adaptation="Dua peran", **fields)
    mine.refresh_from_db()
    assert (mine.grade, mine.adaptation) == (6, "Dua peran")


# How it went


def test_a_verdict_needs_what_happened(post, ratna, shared):
    mine = make.adoption(shared, ratna)
    answer = post(ratna.user, "adoption_verdict", mine.pk, verdict="keep", happened="")
    assert "happened" in errors(answer)
    post(ratna.user, "adoption_verdict", mine.pk, verdict="keep", happened="Tiga kartu sepekan")
    mine.refresh_from_db()
    assert (mine.verdict, mine.happened) == ("keep", "Tiga kartu sepekan")
    assert mine.verdict_on == timezone.localdate()


def test_what_happened_can_be_told_before_there_is_a_verdict(post, ratna, shared):
    mine = make.adoption(shared, ratna)
    post(ratna.user, "adoption_verdict", mine.pk, verdict="", happened="Baru sepekan")
    mine.refresh_from_db()
    assert (mine.verdict, mine.happened, mine.verdict_on) == ("", "Baru sepekan", None)


def test_a_later_verdict_keeps_the_earlier_one_in_view_and_in_the_history(get, post, ratna, shared):
    mine = make.adoption(shared, ratna)
    practices.judge(
        mine, happened="Terlalu ramai", verdict="drop", at=timezone.now() - timedelta(days=30)
    )
    gone = Adoption.objects.get().verdict_on
    post(ratna.user, "adoption_verdict", mine.pk, verdict="keep", happened="Separuh kelas dulu")
    mine.refresh_from_db()
    assert mine.earlier == [
        {"verdict": "drop", "happened": "Terlalu ramai", "on": gone.isoformat()}
    ]
    told = words_of(get(ratna.user, "practice", shared.pk))
    assert "Terlalu ramai" in told
    assert "Separuh kelas dulu" in told
    entry = AuditEntry.objects.get(actor=ratna.user)
    assert {"happened", "verdict"} <= set(entry.fields)


def test_a_verdict_is_not_unsaid(post, ratna, shared):
    mine = make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    answer = post(ratna.user, "adoption_verdict", mine.pk, verdict="", happened="Jalan")
    assert "verdict" in errors(answer)


def test_the_same_said_again_is_no_earlier_verdict(shared, ratna):
    mine = make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    assert practices.judge(mine, happened="Jalan", verdict="keep").earlier == []


@pytest.mark.parametrize(
    ("verdict", "offered"),
    [
        ("", "Ceritakan hasilnya"),
        ("keep", "Terapkan di kelas lain"),
        ("drop", "Terapkan di kelas saya"),
    ],
)
def test_what_is_offered_follows_from_how_far_one_is(get, ratna, shared, verdict, offered):
    make.adoption(shared, ratna, verdict=verdict, happened="Jalan")
    bar = get(ratna.user, "practice", shared.pk).content.decode().partition('class="sj-act"')[2]
    assert f">{offered}</a>" in bar.partition("</div>")[0]


def test_nobody_else_says_how_it_went(get, author, principal, ratna, shared):
    mine = make.adoption(shared, ratna)
    for user in [author.user, principal]:
        assert get(user, "adoption_verdict", mine.pk).status_code == 404
