"""People come, lead, move on; documents keep the principal of their own date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from schools.access import CHANGE, INVITE, KNOW, MASK, VIEW, Role
from schools.models import AuditEntry, Membership
from staff.kinds import Kind
from staff.models import ClassTeacher, Person, Placement
from staff.services.people import end_placement, hand_over, mask, place
from staff.services.years import set_class_teacher
from tests import make

TODAY = timezone.localdate
A_WEEK = timedelta(days=7)


@pytest.fixture
def head(school, principal):
    """The person who leads the school, with the principal's account."""
    return make.person(school, Kind.PRINCIPAL, name="Nurhaedah", user=principal)


def test_titles_stand_around_the_name():
    person = Person(name="Nurhaedah Tombili", title_front="Hj.", title_back="S.Pd., M.Pd.")
    assert person.full_name == "Hj. Nurhaedah Tombili, S.Pd., M.Pd."
    assert Person(name="La Jumadi").full_name == "La Jumadi"


def test_people_stand_in_order_of_their_names_whatever_the_case(db):
    names = ["ahmad", "Zul", "Bagus"]
    for name in names:
        make.person(name=name)
    assert [person.name for person in Person.objects.all()] == ["ahmad", "Bagus", "Zul"]


@pytest.mark.parametrize(
    ("day", "leads"),
    [
        (date(2025, 12, 31), "Baharuddin"),
        (date(2026, 1, 4), "Baharuddin"),
        (date(2026, 1, 5), "Yohana"),
        (date(2018, 1, 1), None),
    ],
)
def test_a_date_has_the_principal_of_that_date(school, day, leads):
    make.person(
        school, Kind.PRINCIPAL, name="Baharuddin", since=date(2019, 2, 11), until=date(2026, 1, 4)
    )
    make.person(school, Kind.PRINCIPAL, name="Yohana", since=date(2026, 1, 5))
    found = school.placements.principal_on(day)
    assert (found.person.name if found else None) == leads


def test_an_acting_principal_signs_only_where_there_is_no_other(school):
    acting = make.person(school, Kind.ACTING_PRINCIPAL, since=date(2026, 1, 5))
    assert school.placements.principal_on(date(2026, 2, 1)).person == acting
    full = make.person(school, Kind.PRINCIPAL, since=date(2025, 1, 5))
    assert school.placements.principal_on(date(2026, 2, 1)).person == full


def test_nobody_has_two_open_placements_at_one_school(school):
    person = make.person(school)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.placement(person, school)
    end_placement(person.placements.get(), TODAY(), by=None)
    make.placement(person, school, since=TODAY() + A_WEEK)


def test_a_number_belongs_to_one_person(db):
    make.person(nuptk="9999793423023163")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.person(nuptk="9999793423023163")
    make.person(), make.person()  # without numbers, any number of people


def test_ending_a_placement_ends_the_roles_there_and_no_others(school, neighbour):
    person = make.person(school, user=make.user(Role.TEACHER, school))
    make.membership(person.user, Role.TEACHER, neighbour)
    end_placement(person.placements.get(), TODAY() - A_WEEK, by=None)
    assert [held.school for held in person.user.memberships.current()] == [neighbour]


def test_the_school_is_handed_over_with_role_account_and_signature(school, principal, head):
    successor = make.person(school, Kind.SUBJECT_TEACHER, name="Yohana")
    hand_over(school, successor, first_day=TODAY(), by=principal)
    assert school.placements.principal_on(TODAY()).person == successor
    assert school.placements.principal_on(TODAY() - A_WEEK).person == head
    current = Membership.objects.current().filter(school=school, role=Role.PRINCIPAL)
    assert [held.user for held in current] == [successor.user]


def test_who_came_only_today_leads_and_is_at_home_here(school, principal, head):
    successor = make.person(school, Kind.TEACHER, since=TODAY())
    led = hand_over(school, successor, first_day=TODAY(), by=principal)
    assert (led.is_home, led.until) == (True, None)


def test_a_principal_is_not_handed_the_own_school(school, principal, head):
    with pytest.raises(ValidationError, match="Nurhaedah"):
        hand_over(school, head, first_day=TODAY(), by=principal)


def test_the_next_principal_is_of_the_school_or_leads_one_of_the_district(client, school):
    here, near = make.person(school), make.school(district=school.district)
    leads, teaches = make.person(near, Kind.PRINCIPAL), make.person(near)
    far = make.person(make.school(), Kind.PRINCIPAL)
    client.force_login(make.user(is_superuser=True))
    form = client.get(reverse("staff:hand_over", args=[school.pk])).context["form"]
    assert set(form.fields["successor"].queryset) == {here, leads}
    assert {teaches, far}.isdisjoint(form.fields["successor"].queryset)
    assert form["first_day"].value() == TODAY()


def test_the_hand_over_page_leads_the_whole_way(client, school, principal, head):
    successor = make.person(school, Kind.TEACHER)
    client.force_login(principal)
    url = reverse("staff:hand_over", args=[school.pk])
    answer = client.post(url, {"successor": successor.pk, "first_day": TODAY().isoformat()})
    assert answer.status_code == 302
    assert client.get(url).status_code == 404  # no longer theirs to hand over
    assert AuditEntry.objects.filter(subject=AuditEntry.name_of(school)).exists()


def test_whoever_left_can_have_the_name_hidden_and_keeps_the_history(school):
    person = make.person(
        school, name="Rahasia", nip="197204181996032901", email="r@contoh.id", user=make.user()
    )
    group = make.class_group(school=school)
    set_class_teacher(group, person.placements.get())
    with pytest.raises(ValidationError):
        mask(person)
    end_placement(person.placements.get(), TODAY() - A_WEEK, by=None)
    mask(person)
    person.refresh_from_db()
    assert "Rahasia" not in {person.name, person.user.name}
    assert (person.nip, person.email, person.user.email) == ("", "", "")
    assert person.placements.count() == 1
    assert not person.user.is_active
    assert ClassTeacher.objects.get(class_group=group).placement.person == person


def test_a_person_form_brings_a_newcomer_with_a_placement(client, school, operator):
    client.force_login(operator)
    sent = {"name": "Fitri", "school": school.pk, "kind": Kind.SUBJECT_TEACHER, "since": TODAY()}
    assert client.post(reverse("staff:person_create"), sent).status_code == 302
    assert Placement.objects.get(person__name="Fitri").school == school


def test_the_keeper_also_writes_down_people_of_no_school(client, school):
    client.force_login(make.user(is_superuser=True))
    url = reverse("staff:person_create")
    assert client.post(url, {"name": "Safaruddin"}).status_code == 302
    assert not Person.objects.get(name="Safaruddin").placements.exists()
    half = client.post(url, {"name": "Setengah", "school": school.pk})
    assert set(half.context["form"].errors) == {"kind", "since"}


def test_the_same_name_and_birthday_is_asked_about_once(client, school, operator):
    make.person(school, name="Fitri", birth_date=date(1999, 1, 2))
    client.force_login(operator)
    sent = {
        "name": "fitri",
        "birth_date": "1999-01-02",
        "school": school.pk,
        "kind": Kind.TEACHER,
        "since": TODAY(),
    }
    page = client.post(reverse("staff:person_create"), sent)
    assert not page.context["form"]["is_someone_else"].is_hidden
    assert Person.objects.filter(name__iexact="fitri").count() == 1
    client.post(reverse("staff:person_create"), sent | {"is_someone_else": "on"})
    assert Person.objects.filter(name__iexact="fitri").count() == 2


def test_someone_known_elsewhere_gets_a_placement_and_keeps_what_is_written(
    client, school, elsewhere, operator
):
    known = make.person(elsewhere, name="Ferdinand Uly", nuptk="9999793423023163", phone="0812")
    client.force_login(operator)
    sent = {
        "name": "FERDINAND ULY",
        "nuptk": "9999793423023163",
        "school": school.pk,
        "kind": Kind.SUBJECT_TEACHER,
        "since": TODAY(),
        "phone": "",
    }
    assert client.post(reverse("staff:person_create"), sent).status_code == 302
    known.refresh_from_db()
    assert (known.name, known.phone) == ("Ferdinand Uly", "0812")
    assert not known.placements.get(school=school).is_home
    for action in (VIEW, CHANGE, INVITE):  # the home school keeps the record
        assert not Person.objects.for_user(operator, action).exists()


def test_a_number_and_a_birthday_do_not_open_a_record_of_another_school(
    client, school, elsewhere, operator
):
    known = make.person(
        elsewhere, name="Ferdinand Uly", nip="199001022020011901", birth_date=date(1990, 1, 2)
    )
    client.force_login(operator)
    sent = {
        "name": "Orang Lain",
        "nip": "199001022020011901",
        "birth_date": "1990-01-02",
        "school": school.pk,
        "kind": Kind.TEACHER,
        "since": TODAY(),
    }
    page = client.post(reverse("staff:person_create"), sent)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not known.placements.filter(school=school).exists()


def test_colleagues_see_names_and_work_and_nothing_else(client, school, teacher):
    make.person(school, name="Ratna Pakpahan", nip="197204181996032901")
    client.force_login(teacher)
    page = client.get(reverse("staff:people")).content.decode()
    assert "Ratna Pakpahan" in page
    assert "197204181996032901" not in page
    assert "19720418 199603 2 901" not in page
    searched = client.get(reverse("staff:people"), {"q": "197204181996032901"}).content.decode()
    assert "Ratna Pakpahan" not in searched


def test_nobody_edits_the_own_record(client, school, operator):
    mine = make.person(school, user=operator)
    client.force_login(operator)
    assert client.get(reverse("staff:person", args=[mine.pk])).status_code == 200
    assert client.get(reverse("staff:person_update", args=[mine.pk])).status_code == 404
    assert not Placement.objects.for_user(operator, CHANGE).exists()


def test_a_school_that_someone_has_left_knows_the_name_and_no_more(school, operator):
    person = make.person(school, until=TODAY() - A_WEEK)
    for action, may in [(KNOW, True), (VIEW, False), (CHANGE, False)]:
        assert Person.objects.for_user(operator, action).filter(pk=person.pk).exists() is may


def test_who_moves_on_is_changed_by_the_next_school_only(school, elsewhere, operator, outsider):
    person = make.person(school, until=TODAY() - A_WEEK)
    make.placement(person, elsewhere)
    assert not Person.objects.for_user(operator, CHANGE).exists()
    assert Person.objects.for_user(outsider, CHANGE).get() == person


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (30, True)])
def test_until_the_last_day_the_record_is_kept_here(school, operator, days, may):
    person = make.person(school, until=TODAY() + timedelta(days=days))
    assert Person.objects.for_user(operator, CHANGE).filter(pk=person.pk).exists() is may


def test_placing_gives_the_role_only_to_those_with_an_account(school, principal):
    without, with_account = make.person(), make.person(user=make.user())
    for person in (without, with_account):
        place(person, school, kind=Kind.LIBRARIAN, since=TODAY(), by=principal)
    held = Membership.objects.filter(school=school, role=Role.STAFF)
    assert [membership.user for membership in held] == [with_account.user]


def test_when_the_home_placement_ends_the_next_school_keeps_the_record(
    school, elsewhere, operator, outsider
):
    person = make.person(elsewhere)
    make.placement(person, school)
    end_placement(person.placements.get(school=elsewhere), TODAY() - A_WEEK, by=outsider)
    assert Person.objects.for_user(operator, CHANGE).get() == person
    assert not Person.objects.for_user(outsider, VIEW).exists()


def test_nobody_has_two_home_schools(client, school, elsewhere, operator):
    person = make.person(elsewhere)
    mine = make.placement(person, school)
    client.force_login(operator)
    sent = {"kind": Kind.TEACHER, "since": mine.since, "is_home": "on"}
    form = client.post(reverse("staff:placement_update", args=[mine.pk]), sent).context["form"]
    assert form.non_field_errors()


def test_a_second_open_placement_is_refused_in_words(client, school, operator):
    person = make.person(school)
    client.force_login(operator)
    sent = {"school": school.pk, "kind": Kind.TEACHER, "since": TODAY(), "duties": "Piket"}
    page = client.post(reverse("staff:placement_create", args=[person.pk]), sent)
    assert page.context["form"].non_field_errors()
    assert "Piket" in page.content.decode()


def test_an_operator_neither_makes_nor_unmakes_who_leads_the_school(client, school, operator, head):
    led, other = head.placements.get(), make.person(school).placements.get()
    client.force_login(operator)
    for placement, kind in [(led, Kind.CLEANING), (other, Kind.PRINCIPAL)]:
        sent = {"kind": kind, "since": placement.since, "until": TODAY() - A_WEEK}
        client.post(reverse("staff:placement_update", args=[placement.pk]), sent)
    assert school.placements.principal_on(TODAY()).person == head
    assert head.user.memberships.current().filter(role=Role.PRINCIPAL).exists()


def test_ending_a_colleagues_work_does_not_end_a_role_one_could_not_give(school, operator):
    colleague = make.person(school, Kind.OPERATOR, user=make.user(Role.OPERATOR, school))
    end_placement(colleague.placements.get(), TODAY() - A_WEEK, by=operator)
    assert colleague.user.memberships.current().filter(role=Role.OPERATOR).exists()
    assert not Person.objects.for_user(operator, INVITE).exists()


def test_only_a_principal_or_the_keeper_hides_a_name_and_only_after_the_end(
    client, school, principal, operator
):
    person = make.person(school, name="Rahasia", until=TODAY() - A_WEEK)
    assert not Person.objects.for_user(operator, MASK).exists()
    client.force_login(principal)
    listed = client.get(reverse("staff:people"), {"work": "left"}).content.decode()
    url = reverse("staff:person_mask", args=[person.pk])
    assert url in listed
    client.post(url)
    person.refresh_from_db()
    assert person.masked_at


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_refused_in_words(client, school, principal, head, day):
    successor = make.person(school, Kind.TEACHER)
    client.force_login(principal)
    url = reverse("staff:hand_over", args=[school.pk])
    page = client.post(url, {"successor": successor.pk, "first_day": day})
    assert page.context["form"].errors["first_day"]


def test_numbers_are_searched_only_among_records_that_are_open(client, school, elsewhere, operator):
    """Who is a teacher at another school knows its names, and cannot try out numbers on them."""
    make.membership(operator, Role.TEACHER, elsewhere)
    make.person(elsewhere, name="Orang Jauh", nip="199001022020011901")
    client.force_login(operator)
    found = client.get(reverse("staff:people"), {"q": "199001022020011901"})
    assert list(found.context["object_list"]) == []
    found = client.get(reverse("staff:people"), {"q": "Jauh"})
    assert [person.name for person in found.context["object_list"]] == ["Orang Jauh"]


def test_the_school_that_keeps_somebody_reads_what_they_do_there_and_not_elsewhere(
    client, school, neighbour, operator, principal
):
    ratna = make.person(name="Ratna Pakpahan")
    make.placement(ratna, school, duties="Wali kelas")
    make.placement(ratna, neighbour, duties="Pembina Paskibra", hours=6)
    for reader in [operator, principal]:
        client.force_login(reader)
        page = client.get(reverse("staff:person", args=[ratna.pk])).content.decode()
        assert "Wali kelas" in page
        assert "Pembina Paskibra" not in page
        assert neighbour.name not in page
