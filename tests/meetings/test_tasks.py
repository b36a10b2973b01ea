"""A task has one owner, and ends only with a word about what came of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings.services import tasks as service
from schools.access import Role
from schools.models import AuditEntry
from tests import make

from .conftest import joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(held_meeting, member):
    return make.task(held_meeting, member, text="Membuat kartu")


def close(client, user, task, **fields):
    client.force_login(user)
    url = reverse("meetings:task_close", args=[task.pk])
    answer = client.post(url, {"fate": "done", "note": "Dua belas kartu", **fields})
    task.refresh_from_db()
    return answer


def listed(client, user, query=""):
    client.force_login(user)
    answer = client.get(reverse("meetings:tasks") + query)
    assert answer.status_code == 200
    return [row.text for row in answer.context["object_list"]]


def test_its_owner_closes_it_with_what_shows_it(client, task, member):
    close(client, member.person.user, task)
    assert (task.fate, task.note, task.closed_by) == (
        "done",
        "Dua belas kartu",
        member.person.user,
    )
    assert AuditEntry.objects.get(subject=f"meetings.task:{task.pk}").on_behalf_of == ""


@pytest.mark.parametrize("fate", ["done", "dropped"])
def test_without_a_word_it_stays_open_and_says_so(client, task, member, fate):
    answer = close(client, member.person.user, task, fate=fate, note="  ")
    assert task.fate == "open"
    assert answer.context["form"].errors["note"]


def test_what_is_carried_over_or_made_up_is_no_way_to_close_it(client, task, member):
    for fate in ["carried", "open", "x"]:
        close(client, member.person.user, task, fate=fate)
        assert task.fate == "open"


def test_the_chair_closes_it_for_an_owner_without_an_account(
    client, held_meeting, without_account, chair
):
    task = make.task(held_meeting, without_account)
    page = client.get(reverse("meetings:task_close", args=[task.pk]))
    close(client, chair.person.user, task)
    page = client.get(task.get_absolute_url()).content.decode()
    assert "Dua belas kartu" in page
    entry = AuditEntry.objects.get(subject=f"meetings.task:{task.pk}")
    assert (entry.actor, entry.on_behalf_of) == (chair.person.user, "La Jumadi")


def test_another_member_reads_it_and_closes_nothing(client, task, group, school):
    other = joined(group, school, "Ratna").person.user
    assert close(client, other, task).status_code == 404
    assert client.get(task.get_absolute_url()).status_code == 200
    assert task.fate == "open"


def test_it_is_closed_once(client, task, member):
    close(client, member.person.user, task)
    close(client, member.person.user, task, fate="dropped", note="Tidak jadi")
    assert (task.fate, task.note) == ("done", "Dua belas kartu")


def test_opened_again_it_keeps_what_was_noted(client, task, member):
    close(client, member.person.user, task)
    client.post(reverse("meetings:task_reopen", args=[task.pk]))
    task.refresh_from_db()
    assert (task.fate, task.closed_by, task.note) == ("open", None, "Dua belas kartu")


def test_what_went_on_at_a_later_meeting_is_not_opened_here(client, task, member, group):
    task.fate = "carried"
    task.save()
    later = make.meeting(group, date=task.meeting.date + timedelta(7))
    make.task(later, member, carried_from=task)
    client.force_login(member.person.user)
    client.post(reverse("meetings:task_reopen", args=[task.pk]))
    task.refresh_from_db()
    assert task.fate == "carried"


def test_its_page_follows_it_from_meeting_to_meeting(client, task, member, group):
    chain, last = [task], task
    for week in range(1, 4):
        meeting = make.meeting(group, date=task.meeting.date + timedelta(7 * week))
        last.fate = "carried"
        last.save()
        last = make.task(meeting, member, text="Membuat kartu", carried_from=last)
        chain.append(last)
    client.force_login(member.person.user)
    for one in chain:
        way = client.get(one.get_absolute_url()).context["way"]
        assert [step.pk for step in way] == [step.pk for step in chain]


def test_my_tasks_are_mine_and_open_the_first_due_above(client, held_meeting, member, chair):
    today = timezone.localdate()
    make.task(held_meeting, member, text="Nanti", due=today + timedelta(9))
    make.task(held_meeting, member, text="Lewat", due=today - timedelta(3))
    make.task(held_meeting, member, text="Beres", fate="done", note="Ada")
    make.task(held_meeting, chair, text="Orang lain")
    user = member.person.user
    assert listed(client, user) == ["Lewat", "Nanti"]
    assert listed(client, user, "?state=late") == ["Lewat"]
    assert listed(client, user, "?state=closed") == ["Beres"]
    assert set(listed(client, user, "?whose=groups")) == {"Lewat", "Nanti", "Orang lain"}
    assert listed(client, user, "?whose=groups&q=lain") == ["Orang lain"]


def test_what_is_late_is_told_by_its_date(client, held_meeting, member):
    due = timezone.localdate() - timedelta(3)
    task = make.task(held_meeting, member, due=due)
    client.force_login(member.person.user)
    for url in [reverse("meetings:tasks"), task.get_absolute_url()]:
        page = client.get(url).content.decode()
        assert "lewat 3 hari" in page
        assert f"{due.day} " in page


def test_a_principal_reads_the_tasks_of_the_school_and_of_no_other(
    client, task, principal, outsider
):
    assert listed(client, principal) == []
    assert listed(client, principal, "?whose=school") == ["Membuat kartu"]
    assert listed(client, outsider, "?whose=school") == []


def test_a_teacher_is_not_offered_the_school(client, task, member):
    client.force_login(member.person.user)
    page = client.get(reverse("meetings:tasks"))
    assert "school" not in dict(page.context["filters"].fields["whose"].choices)
    assert listed(client, member.person.user, "?whose=school") == [
        "Membuat kartu"
    ]  # as if not said


def test_education_staff_own_tasks_like_everyone(client, held_meeting, group, school):
    librarian = joined(group, school, "Rusmiati", Role.STAFF)
    task = make.task(held_meeting, librarian, text="Menyiapkan buku")
    assert listed(client, librarian.person.user) == ["Menyiapkan buku"]
    close(client, librarian.person.user, task)
    assert task.fate == "done"


def test_who_left_the_group_still_closes_what_they_owe(client, task, member):
    member.until = timezone.localdate() - timedelta(1)
    member.save()
    user = member.person.user
    assert close(client, user, task).status_code == 302
    page = client.get(task.get_absolute_url())
    assert page.status_code == 200
    assert task.meeting.get_absolute_url() not in page.content.decode()


def test_two_who_close_it_at_once_do_not_overwrite_each_other(task, member, chair):
    service.close_task(task, fate="done", note="Dua belas kartu", by=member.person.user)
    with pytest.raises(ValidationError):
        service.close_task(task, fate="dropped", note="Tidak jadi", by=chair.person.user)
