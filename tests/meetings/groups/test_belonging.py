"""Groups: who founds them, comes in, leads and leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Group, GroupMember
from meetings.services import groups
from schools.access import Role
from schools.models import AuditEntry
from tests import make

TODAY = timezone.localdate


def a_group(school, **fields):
    return {
        "kind": "kkg",
        "name": "KKG Gugus II Mutiara",
        "home": school.pk,
        "cadence": "2-month",
        "is_open": "on",
        **fields,
    }


def member_of(group, person):
    return GroupMember.objects.get(group=group, person=person)


# Founding


def test_whoever_founds_a_group_is_its_chair(post, school, neighbour, person):
    answer = post(person.user, "group_create", **a_group(school, schools=[neighbour.pk]))
    group = Group.objects.get()
    assert answer["Location"] == reverse("meetings:group", args=[group.pk])
    assert set(group.schools.all()) == {school, neighbour}
    assert (group.times, group.per, group.home) == (2, "month", school)
    assert member_of(group, person).part == "chair"
    assert AuditEntry.objects.filter(actor=person.user, action="created").exists()


def test_a_principal_without_a_record_founds_one_that_has_no_chair_yet(post, school, principal):
    post(principal, "group_create", **a_group(school))
    assert Group.objects.get().members.count() == 0


def test_to_choose_from_are_own_schools_and_neighbours_and_no_others(
    get, person, school, neighbour, elsewhere
):
    fields = get(person.user, "group_create").context["form"].fields
    assert set(fields["schools"].queryset) == {school, neighbour}
    assert set(fields["home"].queryset) == {school}


def test_a_school_that_was_not_offered_is_refused(errors, person, school, elsewhere):
    found = errors(person.user, "group_create", **a_group(school, schools=[elsewhere.pk]))
    assert "schools" in found
    assert not Group.objects.exists()


def test_a_neighbouring_school_does_not_lend_its_letterhead(errors, person, school, neighbour):
    assert "home" in errors(person.user, "group_create", **a_group(neighbour))


def test_a_team_belongs_to_one_school(errors, person, school, neighbour):
    found = errors(
        person.user, "group_create", **a_group(school, kind="team", schools=[neighbour.pk])
    )
    assert "satu sekolah" in found["schools"] or "one school" in found["schools"]


@pytest.mark.parametrize(("role", "offered"), [("teacher", False), ("principal", True)])
def test_the_meeting_of_a_whole_school_is_founded_by_its_principal(get, school, role, offered):
    user = make.user(role, school)
    make.person(school, user=user)
    kinds = dict(get(user, "group_create").context["form"].fields["kind"].choices)
    assert ("school" in kinds) == offered


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"cadence": "1-week"}, (1, "week")),
        ({"cadence": "12-year", "times": "3", "per": "term"}, (12, "year")),
        ({"cadence": "own", "times": "3", "per": "term"}, (3, "term")),
    ],
)
def test_how_often_is_chosen_or_said(post, person, school, sent, stored):
    post(person.user, "group_create", **a_group(school, **sent))
    group = Group.objects.get()
    assert (group.times, group.per) == stored


def test_another_number_has_to_be_said(errors, person, school):
    assert set(errors(person.user, "group_create", **a_group(school, cadence="own"))) == {
        "times",
        "per",
    }


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR, Role.DISTRICT, Role.TEACHER])
def test_without_work_of_ones_own_at_a_school_nobody_founds(db, get, role):
    assert get(make.user(role), "group_create").status_code == 404


# Changing


def test_a_school_with_members_stays_in_the_group(errors, group, chair, colleague, school):
    found = errors(chair.person.user, "group_update", group.pk, **a_group(school))
    assert "SDN Kenanga" in found["schools"]


def test_a_school_whose_members_have_left_can_be_taken_out(post, group, chair, colleague, school):
    GroupMember.objects.filter(person=colleague).update(until=TODAY() - timedelta(days=1))
    post(chair.person.user, "group_update", group.pk, **a_group(school))
    assert set(group.schools.all()) == {school}


def test_a_far_school_that_belongs_to_the_group_stays_offered(get, post, school, elsewhere, person):
    group = make.group(school, elsewhere)
    make.member(group, person, part="chair")
    assert (
        elsewhere
        in get(person.user, "group_update", group.pk).context["form"].fields["schools"].queryset
    )
    post(person.user, "group_update", group.pk, **a_group(school, schools=[elsewhere.pk]))
    assert set(group.schools.all()) == {school, elsewhere}


def test_an_ordinary_member_changes_nothing(get, group, colleague):
    for name in ["group_update", "member_add", "series_create", "meeting_create", "group_use"]:
        assert get(colleague.user, name, group.pk).status_code == 404


# Coming in


def test_the_chair_adds_colleagues_of_the_own_school_only(get, group, chair, school, neighbour):
    mine = make.person(school, name="Rekan sendiri")
    make.person(neighbour, name="Rekan sebelah")
    offered = get(chair.person.user, "member_add", group.pk).context["form"].fields["person"]
    assert set(offered.queryset) == {mine}


def test_the_principal_of_a_member_school_adds_her_own_people(post, group, neighbour):
    principal = make.user(Role.PRINCIPAL, neighbour)
    person = make.person(neighbour)
    fields = {"person": person.pk, "part": "member", "since": TODAY().isoformat()}
    post(principal, "member_add", group.pk, **fields)
    assert member_of(group, person).is_current()


def test_somebody_from_elsewhere_comes_in_by_name_and_school(post, errors, group, chair):
    user, since = chair.person.user, TODAY().isoformat()
    sent = {"name": "Yuliana, S.Pd.", "part": "member", "since": since}
    assert set(errors(user, "member_add", group.pk, **sent)) == {"works_at"}
    post(user, "member_add", group.pk, works_at="SD Cahaya", **sent)
    assert str(GroupMember.objects.get(works_at="SD Cahaya")) == "Yuliana, S.Pd."


def test_a_member_is_a_person_or_a_name_and_never_both(errors, group, chair, school):
    other = make.person(school)
    sent = {"part": "member", "since": TODAY().isoformat()}
    user = chair.person.user
    assert set(errors(user, "member_add", group.pk, **sent)) == {"person"}
    both = errors(user, "member_add", group.pk, person=other.pk, name="Ani", works_at="SD", **sent)
    assert set(both) == {"name"}


def test_colleagues_of_a_member_school_join_by_themselves(post, read, group, neighbour):
    person = make.person(neighbour, user=make.user(Role.TEACHER, neighbour))
    assert "KKG Mutiara" in read(person.user, "home")
    post(person.user, "group_join", group.pk)
    assert member_of(group, person).is_current()


def test_who_works_elsewhere_does_not_find_it_at_all(get, group, elsewhere):
    person = make.person(elsewhere, user=make.user(Role.TEACHER, elsewhere))
    assert get(person.user, "group_join", group.pk).status_code == 404
    assert "KKG Mutiara" not in get(person.user, "groups").content.decode()


def test_a_closed_group_says_whom_to_ask(post, group, neighbour):
    Group.objects.update(is_open=False)
    person = make.person(neighbour, user=make.user(Role.TEACHER, neighbour))
    post(person.user, "group_join", group.pk)
    assert not group.members.exists()


def test_joining_twice_leaves_one_membership(group, school):
    person = make.person(school)
    assert groups.join(group, person) == groups.join(group, person)


def test_everyone_who_works_at_the_school_comes_in_at_once_and_only_once(post, school, principal):
    group = make.group(school, kind="school")
    people = {make.person(school) for _ in range(3)}
    make.person(school, until=make.A_DAY)  # has left
    for _ in range(2):
        post(principal, "members_add", group.pk)
    assert {member.person for member in group.members.all()} == people
    assert group.members.count() == 3


# Leaving


def test_leaving_ends_the_membership_and_keeps_what_was(post, group, chair, colleague):
    post(colleague.user, "group_leave", group.pk)
    assert member_of(group, colleague).until == TODAY()


def test_the_only_one_who_leads_hands_over_first(post, errors, group, chair, colleague):
    post(chair.person.user, "group_leave", group.pk)
    chair.refresh_from_db()
    assert chair.until is None
    member = member_of(group, colleague)
    sent = {"duty": "", "since": make.A_DAY.isoformat()}
    post(chair.person.user, "member_update", member.pk, part="chair", **sent)
    chair.refresh_from_db()
    assert (member_of(group, colleague).part, chair.part) == ("chair", "member")


def test_the_chair_cannot_end_the_own_part_and_leave_nobody(errors, group, chair, colleague):
    sent = {"part": "chair", "since": make.A_DAY.isoformat()}
    found = errors(chair.person.user, "member_update", chair.pk, until=TODAY().isoformat(), **sent)
    assert set(found) == {"until"}
    assert set(
        errors(chair.person.user, "member_update", chair.pk, **sent | {"part": "member"})
    ) == {"part"}


def test_a_membership_does_not_end_before_it_began(errors, group, chair, colleague):
    member = member_of(group, colleague)
    found = errors(
        chair.person.user,
        "member_update",
        member.pk,
        part="member",
        since="2025-08-01",
        until="2025-07-01",
    )
    assert found


def test_former_members_are_found_when_asked_for(read, group, chair):
    make.member(group, name="Ibu Lama", works_at="SD", until=make.A_DAY)
    user = chair.person.user
    assert "Ibu Lama" not in read(user, "members", group.pk)
    assert "Ibu Lama" in read(user, "members", group.pk, use="former")
