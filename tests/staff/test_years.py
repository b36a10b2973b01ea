"""A new school year is made from the last one, in one step."""

from datetime import date, timedelta

from django.urls import reverse

from schools.access import Role
from schools.models import ClassGroup, Term
from staff.models import ClassTeacher
from staff.services.years import copy_year, set_class_teacher, start_classes
from staff.views.classes import this_year
from tests import make


def test_a_new_school_starts_with_one_class_a_grade(school):
    assert [group.grade for group in start_classes(school, 2025)] == [1, 2, 3, 4, 5, 6]
    assert start_classes(school, 2025) == []
    junior = make.school(form="SMP")
    assert [group.grade for group in start_classes(junior, 2025)] == [7, 8, 9]


def test_the_first_classes_are_made_with_their_teachers(client, school, neighbour, operator):
    mine, strange = make.person(school).placements.get(), make.person(neighbour).placements.get()
    client.force_login(operator)
    url = reverse("staff:start_classes", args=[school.pk])
    assert client.post(url, {"teacher_3": strange.pk}).context["form"].errors["teacher_3"]
    assert not school.class_groups.exists()
    client.post(url, {"teacher_3": mine.pk})
    assert school.class_groups.count() == 6
    assert [str(one.class_group) for one in ClassTeacher.objects.filter(placement=mine)] == [
        "Kelas 3"
    ]


def test_classes_made_meanwhile_are_said_and_not_made_twice(client, school, operator):
    client.force_login(operator)
    url = reverse("staff:start_classes", args=[school.pk])
    start_classes(school, this_year())
    assert "satu per satu" in client.post(url, {}).content.decode()
    assert school.class_groups.count() == 6


def test_terms_and_classes_of_a_new_year_come_from_the_last(school):
    make.term(school=school, code="20251")
    make.term(school=school, code="20252", first_day=date(2026, 1, 5), last_day=date(2026, 6, 19))
    group = make.class_group(school=school, name="4A", pupils=22)
    person = make.person(school)
    set_class_teacher(group, person.placements.get())
    assert copy_year(school, 2026) == (2, 1)
    odd = Term.objects.get(school=school, code="20261")
    assert odd.first_day == date(2025, 7, 14) + timedelta(weeks=52)
    assert odd.first_day.weekday() == date(2025, 7, 14).weekday()
    copied = ClassGroup.objects.get(school=school, year=2026)
    assert (copied.name, copied.grade, copied.pupils) == ("4A", 4, None)
    assert ClassTeacher.objects.get(class_group=copied).placement.person == person


def test_a_second_time_adds_nothing_and_changes_nothing(school):
    make.class_group(school=school, name="4A")
    copy_year(school, 2026)
    ClassGroup.objects.filter(year=2026).update(pupils=30)
    assert copy_year(school, 2026) == (0, 0)
    assert ClassGroup.objects.get(year=2026).pupils == 30


def test_a_teacher_who_left_does_not_come_along(school):
    group = make.class_group(school=school, year=2025)
    person = make.person(school, until=date(2026, 1, 1))
    set_class_teacher(group, person.placements.get())
    copy_year(school, 2026)
    assert not ClassTeacher.objects.filter(class_group__year=2026).exists()


def test_a_class_is_given_to_a_teacher_of_the_same_school_only(client, school, neighbour, operator):
    group = make.class_group(school=school, year=2025)
    mine, strange = make.person(school), make.person(neighbour)
    client.force_login(operator)
    url = reverse("staff:class_update", args=[group.pk])
    sent = {"school": school.pk, "year": 2025, "name": "4A", "grade": 4}
    page = client.post(url, sent | {"teacher": strange.placements.get().pk})
    assert page.context["form"].errors["teacher"]
    client.post(url, sent | {"teacher": mine.placements.get().pk})
    assert ClassTeacher.objects.get(class_group=group).placement.person == mine


def test_a_class_teacher_works_at_the_school_of_the_class(client, school, elsewhere, operator):
    make.membership(operator, "teacher", elsewhere)
    far = make.person(elsewhere).placements.get()
    client.force_login(operator)
    sent = {"school": school.pk, "year": 2026, "name": "K", "grade": 1, "teacher": far.pk}
    page = client.post(reverse("staff:class_create"), sent)
    assert page.context["form"].errors["teacher"]


def test_the_list_shows_the_running_year_unless_another_is_asked_for(client, school, operator):
    now, before = (
        make.class_group(school=school, year=this_year()),
        make.class_group(school=school, year=2025),
    )
    client.force_login(operator)
    url = reverse("staff:classes")
    assert list(client.get(url).context["object_list"]) == [now]
    assert list(client.get(url, {"year": 2025}).context["object_list"]) == [before]
    assert list(client.get(url, {"year": 1999}).context["object_list"]) == [now]  # not offered


def test_whoever_may_not_know_the_class_teachers_gets_no_column_for_them(client, school, operator):
    make.class_group(school=school, year=this_year())
    office = make.user(Role.DISTRICT, school.district)
    for user, knows in [(operator, True), (office, False)]:
        client.force_login(user)
        assert ("Wali kelas</th>" in client.get(reverse("staff:classes")).text) is knows


def test_after_saving_a_class_the_list_of_its_year_stands_there(client, school, operator):
    client.force_login(operator)
    for year in (this_year(), this_year() - 1):
        group = make.class_group(school=school, year=year)
        sent = {"school": school.pk, "year": year, "name": f"Mawar {year}", "grade": 4}
        url = reverse("staff:class_update", args=[group.pk])
        page = client.post(url, sent, follow=True)
        assert f"Mawar {year}" in page.text
        assert page.context["filters"].errors == {}


def test_the_page_says_beforehand_what_a_new_year_will_hold(client, school, operator):
    make.term(school=school, code="20251")
    make.class_group(school=school, year=2025, name="4A")
    client.force_login(operator)
    url = reverse("staff:new_year", args=[school.pk])
    page = client.get(url).content.decode()
    assert "Ganjil 2026/2027: 13 Juli 2026–18 Desember 2026" in page
    assert "4A" in page
    client.post(url)
    assert ClassGroup.objects.get(year=2026).name == "4A"
    assert Term.objects.get(code="20261").first_day == date(2026, 7, 13)


def test_a_class_made_by_mistake_is_taken_out_of_use_and_brought_back(client, school, operator):
    group = make.class_group(school=school)
    client.force_login(operator)
    edit, use = (
        reverse(f"staff:{name}", args=[group.pk]) for name in ("class_update", "class_use")
    )
    for is_active in ["False", "True"]:
        assert f'href="{use}"' in client.get(edit).content.decode()
        client.post(use, {"is_active": is_active})
        group.refresh_from_db()
        assert str(group.is_active) == is_active
