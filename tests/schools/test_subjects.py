"""What a school teaches: written by hand, or begun with the usual list of its form."""

import pytest
from django.urls import reverse

from schools.access import Role
from schools.models import AuditEntry, School, Subject
from schools.services import add_usual_subjects, missing_subjects
from schools.usual_subjects import USUAL_SUBJECTS
from tests import make


def names(school):
    return set(school.subjects.values_list("name", flat=True))


def usual(school):
    return reverse("schools:usual_subjects", args=[school.pk])


def test_every_usual_list_fits_the_database_and_names_nothing_twice():
    longest = Subject._meta.get_field("name").max_length
    assert set(USUAL_SUBJECTS) < set(School.Form.values)
    for form, subjects in USUAL_SUBJECTS.items():
        assert len({name.casefold() for name in subjects}) == len(subjects), form
        assert max(map(len, subjects)) <= longest, form


def test_the_usual_subjects_follow_the_form_of_the_school(db):
    primary, madrasah = make.school(form="SD"), make.school(form="MI")
    add_usual_subjects(primary)
    add_usual_subjects(madrasah)
    assert names(primary) == set(USUAL_SUBJECTS["SD"])
    assert "Fikih" in names(madrasah) - names(primary)


def test_a_second_time_nothing_is_added(school):
    assert add_usual_subjects(school)
    assert add_usual_subjects(school) == []
    assert names(school) == set(USUAL_SUBJECTS["SD"])


def test_what_is_there_already_stays_as_it_is(school):
    gone = make.subject(school=school, name="Matematika", is_active=False)
    typed = make.subject(school=school, name="bahasa indonesia")
    add_usual_subjects(school)
    gone.refresh_from_db()
    assert not gone.is_active
    assert typed.name in names(school)
    assert "Bahasa Indonesia" not in names(school)


def test_a_form_without_a_usual_list_has_nothing_to_add(client, school, operator):
    school.form = "PAUD"
    school.save()
    client.force_login(operator)
    assert missing_subjects(school) == []
    assert "<form" not in client.get(usual(school)).content.decode().partition("<main")[2]
    client.post(usual(school))
    assert names(school) == set()


def test_asking_names_what_would_be_added_and_adds_nothing(client, school, operator):
    make.subject(school=school, name="Matematika")
    client.force_login(operator)
    page = client.get(usual(school)).content.decode().partition("<main")[2]
    assert "<li>Bahasa Indonesia</li>" in page
    assert "<li>Matematika</li>" not in page
    assert names(school) == {"Matematika"}


def test_each_added_subject_stands_in_the_trail(client, school, operator):
    client.force_login(operator)
    response = client.post(usual(school))
    assert response["Location"] == Subject.list_of(school)
    entries = AuditEntry.objects.filter(actor=operator, action="created", school=school)
    assert {entry.subject for entry in entries} == {
        AuditEntry.name_of(subject) for subject in school.subjects.all()
    }
    assert len(entries) == len(USUAL_SUBJECTS["SD"])


def test_a_subject_that_the_school_has_already_is_said_and_stays_typed(client, school, operator):
    make.subject(school=school, name="Matematika")
    client.force_login(operator)
    sent = {"school": school.pk, "name": "Matematika"}
    page = client.post(reverse("schools:subject_create"), sent).content.decode()
    assert str(Subject._meta.constraints[0].violation_error_message) in page
    assert 'value="Matematika"' in page
    assert Subject.objects.count() == 1


def test_a_namesake_out_of_use_is_said_beside_the_name(client, school, operator):
    gone = make.subject(school=school, name="Matematika", is_active=False)
    client.force_login(operator)
    sent = {"school": school.pk, "name": "Matematika"}
    form = client.post(reverse("schools:subject_create"), sent).context["form"]
    assert list(form.errors) == ["name"]
    address = reverse("schools:subject_update", args=[gone.pk])
    assert client.post(address, {"name": "Matematika"}).status_code == 302


def test_a_renamed_subject_keeps_its_school_and_clashes_are_said(client, school, elsewhere):
    operator = make.user(Role.OPERATOR, school)
    make.membership(operator, Role.OPERATOR, elsewhere)
    make.subject(school=school, name="Matematika")
    other = make.subject(school=school, name="Berhitung")
    client.force_login(operator)
    address = reverse("schools:subject_update", args=[other.pk])
    page = client.post(address, {"school": elsewhere.pk, "name": "Matematika"}).content.decode()
    assert str(Subject._meta.constraints[0].violation_error_message) in page
    client.post(address, {"school": elsewhere.pk, "name": "Matematika lanjut"})
    other.refresh_from_db()
    assert (other.school, other.name) == (school, "Matematika lanjut")


def test_a_search_finds_subjects_of_the_own_school_only(client, school, elsewhere, teacher):
    mine = make.subject(school=school, name="Bahasa Inggris")
    make.subject(school=school, name="Matematika")
    make.subject(school=elsewhere, name="Bahasa Arab")
    client.force_login(teacher)
    page = client.get(reverse("schools:subjects"), {"q": "bahasa"})
    assert list(page.context["object_list"]) == [mine]


def test_only_rows_of_schools_that_one_keeps_lead_to_their_form(
    client, school, elsewhere, operator
):
    make.membership(operator, Role.TEACHER, elsewhere)
    kept, seen = make.subject(school=school), make.subject(school=elsewhere)
    client.force_login(operator)
    page = client.get(reverse("schools:subjects")).content.decode()
    assert reverse("schools:subject_update", args=[kept.pk]) in page
    assert seen.name in page
    assert reverse("schools:subject_update", args=[seen.pk]) not in page


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.OPERATOR])
def test_those_who_keep_a_school_take_a_subject_out_of_use(client, school, role):
    subject = make.subject(school=school)
    client.force_login(make.user(role, school))
    client.post(reverse("schools:subject_use", args=[subject.pk]), {"is_active": "False"})
    subject.refresh_from_db()
    assert not subject.is_active
