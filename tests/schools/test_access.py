from datetime import date, timedelta
from itertools import chain

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from schools.access import AT_SCHOOL, CHANGE, VIEW, Role, can
from schools.models import AuditEntry, Membership, School, StoredFile, Term, User
from supervision.models import Visit
from tests import make


@pytest.mark.parametrize("role", sorted(AT_SCHOOL))
def test_whoever_works_at_a_school_sees_it_and_no_other(role, school, neighbour, elsewhere):
    seen = School.objects.for_user(make.user(role, school))
    assert list(seen) == [school]


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role in {Role.PRINCIPAL, Role.OPERATOR}) for role in sorted(AT_SCHOOL)],
)
def test_only_principal_and_operator_change_their_school(school, role, may):
    user = make.user(role, school)
    assert can(user, CHANGE, school) is may
    assert School.objects.all().may(user, CHANGE) is may


def test_a_role_over_a_cluster_reaches_its_schools_and_no_other(
    school, neighbour, elsewhere, supervisor
):
    assert set(School.objects.for_user(supervisor)) == {school, neighbour}
    assert not School.objects.for_user(supervisor, CHANGE).exists()


def test_a_role_over_a_district_reaches_its_schools_and_no_other(school, neighbour, elsewhere):
    office = make.user(Role.DISTRICT, school.district)
    assert set(School.objects.for_user(office)) == {school, neighbour}


def test_someone_with_two_schools_sees_each_row_once(school, elsewhere):
    user = make.user(Role.TEACHER, school)
    make.membership(user, Role.OPERATOR, school)
    make.membership(user, Role.TEACHER, elsewhere)
    assert sorted(School.objects.for_user(user), key=str) == sorted([school, elsewhere], key=str)


@pytest.mark.parametrize(
    ("since", "until", "sees"),
    [(-10, None, True), (-10, 0, True), (0, 0, True), (-10, -1, False), (1, None, False)],
)
def test_a_role_opens_rows_from_its_first_day_to_its_last(school, since, until, sees):
    today = timezone.localdate()
    user = make.user()
    make.membership(
        user,
        Role.PRINCIPAL,
        school,
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
    )
    assert School.objects.for_user(user).exists() is sees


def test_a_role_ends_at_midnight_of_its_last_day(school):
    user = make.user()
    make.membership(user, Role.PRINCIPAL, school, since=date(2026, 1, 1), until=date(2026, 1, 31))
    with time_machine.travel("2026-01-31 23:59+07:00", tick=False):
        assert School.objects.for_user(user).exists()
    with time_machine.travel("2026-02-01 00:00+07:00", tick=False):
        assert not School.objects.for_user(User.objects.get(pk=user.pk)).exists()


def test_a_deactivated_account_sees_nothing(school, principal):
    principal.is_active = False
    principal.save()
    assert not School.objects.for_user(principal).exists()


def test_nobody_is_signed_out_and_sees_nothing(school):
    assert not School.objects.for_user(AnonymousUser()).exists()


def test_an_action_that_no_table_names_is_open_to_no_one(school, principal):
    keeper = make.user(is_superuser=True)
    assert not School.objects.for_user(principal, "sell").exists()
    assert not School.objects.for_user(keeper, "sell").exists()


def test_the_keeper_reaches_only_what_names_the_keeper(school, principal):
    keeper = make.user(is_superuser=True)
    make.audit_entry(actor=principal, school=school)
    assert School.objects.for_user(keeper).exists()
    assert not AuditEntry.objects.for_user(keeper).exists()


def test_a_file_is_nobodys_by_itself(school, principal):
    make.stored_file(school=school, user=principal)
    assert not StoredFile.objects.for_user(principal).exists()


def test_the_trail_is_read_by_who_did_it_whom_it_is_about_and_the_principal(
    school, principal, teacher, operator, outsider
):
    entry = make.audit_entry(actor=operator, about=teacher, school=school)
    other = make.user(Role.TEACHER, school)
    readers = [principal, teacher, operator, other, outsider]
    seen = [user for user in readers if entry in AuditEntry.objects.for_user(user)]
    assert seen == [principal, teacher, operator]


def test_own_roles_are_seen_and_not_those_of_colleagues(school, teacher, principal):
    assert [row.user for row in Membership.objects.for_user(teacher)] == [teacher]
    assert {row.user for row in Membership.objects.for_user(principal)} == {teacher, principal}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.PRINCIPAL, "district"),
        (Role.TEACHER, "cluster"),
        (Role.DISTRICT, "school"),
        (Role.SUPERVISOR, "district"),
    ],
)
def test_the_database_refuses_a_role_where_it_does_not_belong(school, role, place):
    places = {"school": school, "cluster": school.cluster, "district": school.district}
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=make.user(), role=role, since=make.A_DAY, **{place: places[place]}
        )


def test_the_database_refuses_a_role_in_two_places(school):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=make.user(),
            role=Role.SUPERVISOR,
            since=make.A_DAY,
            school=school,
            cluster=school.cluster,
        )


def test_a_term_is_changed_by_those_who_keep_the_school(school, principal, teacher, outsider):
    term = make.term(school=school)
    assert can(principal, CHANGE, term)
    assert can(teacher, VIEW, term)
    assert not can(teacher, CHANGE, term)
    assert not Term.objects.for_user(outsider).exists()


def test_an_account_is_seen_by_its_owner_alone(principal, teacher):
    assert list(User.objects.for_user(teacher)) == [teacher]
    assert list(User.objects.for_user(principal)) == [principal]


def paths_through_others():
    """The paths of all access rules that reach an account through another row."""
    for model in apps.get_models():
        rows = model._default_manager.all()
        for rule in chain.from_iterable(getattr(rows, "access", {}).values()):
            for name in ("path", "own", "others"):
                path = getattr(rule, name, "")
                if path.endswith("__user"):
                    yield model, path


def test_an_account_is_reached_through_a_person_and_nothing_else():
    found = set(paths_through_others())
    assert found
    for model, path in found:
        for step in path.removesuffix("__user").split("__"):
            model = model._meta.get_field(step).related_model
        assert model._meta.label == "staff.Person", path


def test_without_a_person_nothing_is_ones_own(school):
    walk = make.visit(school, None, kind="walk")
    user = make.user()
    assert user.persons == []
    assert walk not in Visit.objects.for_user(user)
    assert walk in Visit.objects.for_user(make.user(Role.PRINCIPAL, school))
