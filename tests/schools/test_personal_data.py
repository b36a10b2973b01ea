"""What “My data” gathers: all that is declared, in words, for the person concerned alone."""

from datetime import UTC, date, datetime

import pytest
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from meetings.models import Difference, Group, Meeting
from schools import personal_data
from schools.access import MINE, VIEW
from schools.models import AuditEntry, ClassGroup, Membership, User
from schools.personal_data import (
    Section,
    in_words,
    listed,
    models_about_people,
    rows_about,
    value_of,
)
from staff.models import Invitation, Person, Placement
from tests import make
from tests.access import world as worlds

MODELS = models_about_people()


@pytest.fixture(autouse=True)
def in_english():
    translation.activate("en")  # the cast of every test has put it to Indonesian


@pytest.fixture
def person(school, teacher):
    return make.person(school, user=teacher, birth_date=date(1985, 4, 18), sex="P")


def facts(user, model):
    """What the section of one model says, as one dictionary a row."""
    return [dict(pairs) for pairs in Section(rows_about(user, model)).facts]


def everything(user):
    """All words of all sections."""
    records = [row for section in personal_data.sections(user) for row in section.records]
    return [words for row in records for words in row]


def filled(row):
    """`row` with something in each column, and one of each it can hold many of; unsaved."""
    for column in row._meta.concrete_fields:
        if getattr(row, column.attname) in (None, ""):
            setattr(row, column.attname, something(column))
    for relation in row._meta.many_to_many:
        if there := relation.related_model._base_manager.first():
            getattr(row, relation.name).add(there)
    return row


def visited(person, teacher):
    """Another school where the person was visited, with all that hangs on it."""
    school = make.school()
    make.membership(teacher, "teacher", school)
    make.participant(cycle := make.cycle(school), person)
    make.reflection(cycle, teacher, person=person)
    visit = make.visit(school, person, state="shared", cycle=cycle)
    make.sheet(visit)
    make.remark(visit)
    make.feedback(visit)
    make.follow_up(visit)
    make.result(visit)
    make.private_note(teacher)


def worked_together(person, teacher):
    """One more group, with all that a member leaves in it."""
    group = make.group()
    member = make.member(group, person)
    meeting = make.meeting(group, planned_by=teacher)
    make.attendance(meeting, member)
    make.task(meeting, member)
    make.idea(make.class_problem(group, person))
    make.heard(make.difference(group), member)
    practice = make.practice(make.school(), person)
    make.adoption(practice, person)
    make.sighting(practice)
    make.quick_share(person, make.school())
    make.support_session(make.support(make.school(), person))
    make.mention(make.school(), about=person)


NAMED_THERE = [Group, "joint group", Meeting, Difference, ClassGroup]


def something(column):
    if column.remote_field:
        return column.related_model._base_manager.first().pk
    if column.choices:
        return column.choices[0][0]
    match column:
        case models.DateTimeField():
            return datetime(2026, 7, 27, tzinfo=UTC)
        case models.DateField():
            return date(2026, 7, 27)
        case models.IntegerField():
            return 7
        case models.CharField() | models.TextField():
            return "isi"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_declared_field_shows_up_for_a_filled_row_under_a_name_in_words(model, db):
    worlds.build()
    row = filled(model._base_manager.first())
    for name in personal_data.about(model).fields:
        assert in_words(value_of(row, name)), name
        named = personal_data.label(model, name)
        # “made at” out of made_at is nobody's word and no translation.
        assert isinstance(named, Promise) or named != name.replace("_", " "), name


def test_models_come_floor_by_floor_and_the_trail_at_the_end():
    floors = [model._meta.app_label for model in MODELS[:-1]]
    assert floors == sorted(floors, key=worlds.FLOORS.index)
    assert {"schools", "staff"} <= set(floors)
    assert MODELS[-1] is AuditEntry


def test_values_stand_in_words(person, teacher):
    shown = facts(teacher, Person)[0]
    assert shown["Sex"] == "Female"
    assert shown["Date of birth"] == "18 April 1985"


def test_a_file_is_given_dates_and_numbers_as_such(person, teacher):
    placement = person.placements.get()
    placement.hours = 0  # a number, not nothing
    placement.save()
    section = Section(rows_about(teacher, Placement))
    record = dict(zip(section.header, section.records[0], strict=True))
    assert (record["Since"], record["Teaching hours a week"]) == (make.A_DAY, 0)
    assert dict(section.facts[0])["Teaching hours a week"] == "0"


def test_what_is_not_written_down_is_left_out(person, teacher):
    assert "NUPTK" not in facts(teacher, Person)[0]
    assert "NUPTK" in Section(rows_about(teacher, Person)).header


def test_a_moment_has_its_hour(db):
    account = make.user(last_login=datetime(2026, 7, 27, 3, 42, tzinfo=UTC))
    assert "27 July 2026, 10:42" in facts(account, User)[0].values()


def test_rows_are_named_and_many_are_listed(person, school, teacher):
    placement = person.placements.get()
    placement.subjects.set(
        make.subject(school=school, name=name) for name in ["IPA", "IPS", "PJOK"]
    )
    shown = facts(teacher, Placement)[0]
    assert shown["Subjects"] == "IPA, IPS, and PJOK"
    assert shown["School"] == "SDN Melati"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["IPA"], "IPA"),
        (["IPA", "IPS"], "IPA and IPS"),
        (["IPA", "IPS", "PJOK"], "IPA, IPS, and PJOK"),
    ],
)
def test_a_list_reads_as_a_sentence(words, sentence):
    assert listed(words) == sentence


def test_the_trail_says_who_looked(person, principal, teacher):
    make.audit_entry(actor=principal, about=teacher, action="read", subject="staff.person:1")
    assert str(principal) in facts(teacher, AuditEntry)[0]["What happened"]


def test_only_columns_with_something_in_them_make_the_table(person, school, elsewhere, teacher):
    make.placement(person, elsewhere, hours=12, since=date(2025, 8, 1))
    table = Section(rows_about(teacher, Placement)).table
    assert len(table["rows"]) == 2
    assert all(len(row) == len(table["header"]) for row in table["rows"])
    assert [dict(row)["Teaching hours a week"] for row in table["rows"]] == ["12", ""]
    assert "Additional duties" not in table["header"]
    assert [dict(row)["Since"] for row in table["rows"]] == ["1 Aug 2025", "14 Jul 2025"]


def test_what_is_not_open_to_the_person_stays_out(person, teacher, monkeypatch):
    """A draft about someone is about them, and yet not theirs to read before it is shared."""
    assert facts(teacher, Placement)
    monkeypatch.setattr(type(Placement.objects.all()), "access", {VIEW: ()})
    assert facts(teacher, Placement) == []


def test_a_principal_finds_nobody_else_in_my_data(person, principal):
    assert list(rows_about(principal, Placement)) == []
    assert list(rows_about(principal, Membership)) == list(principal.memberships.all())


def test_an_invitation_is_known_to_whom_it_is_about_and_its_link_is_not(person, teacher):
    invitation = make.invitation(person)
    assert list(rows_about(teacher, Invitation)) == [invitation]
    assert MINE in Invitation.objects.all().access
    assert invitation not in Invitation.objects.for_user(teacher)
    assert invitation.secret not in everything(teacher)


def test_my_data_holds_every_marked_word_of_ones_own_and_none_of_another(db):
    """Also what a role opens on other pages does not come in here."""
    world = worlds.build()
    teacher = world.actors["teacher"]
    shown = marks(everything(teacher))
    person = Person.objects.get(user=teacher)
    own = [teacher, person, person.placements.get()]
    declared = [marks_of(row, personal_data.about(type(row)).fields) for row in own]
    assert all(declared)
    assert set().union(*declared) <= shown
    # Their school is named, who came to visit, and who once changed something about them;
    # also the groups, the meeting, the difference and the class that their own rows hang on.
    named = [*own, teacher.school, world.actors["operator"], world.actors["observer"]]
    named += [world.rows[kind, "own"] for kind in NAMED_THERE]
    about = [row for model in models_about_people() for row in rows_about(teacher, model).values()]
    assert shown <= set().union(*map(marks_of, named), marks(about))


@pytest.mark.parametrize("actor", ["principal", "operator", "supervisor", "district", "keeper"])
def test_whoever_may_see_others_finds_only_the_own_account_and_roles(actor, db):
    world = worlds.build()
    account = world.actors[actor]
    places = [membership.place for membership in account.memberships.all()]
    allowed = set().union(*map(marks_of, [account, *places]))
    assert marks_of(account, ["name"]) <= marks(everything(account)) <= allowed


def marks(texts):
    return {mark for text in texts for mark in worlds.MARK.findall(str(text))}


def marks_of(row, fields=None):
    columns = [column.attname for column in worlds.texts_of(type(row))]
    return marks(getattr(row, name) for name in columns if fields is None or name in fields)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_questions_to_the_database_do_not_grow_with_the_rows(
    model, person, school, teacher, django_assert_max_num_queries
):
    for _ in range(4):
        other = make.school()
        placement = make.placement(person, other)
        placement.subjects.add(make.subject(school=other))
        group = make.class_group(school=other)
        worlds.ClassTeacher.objects.create(class_group=group, placement=placement)
        make.membership(teacher, "teacher", other)
        make.invitation(person, withdrawn_at=datetime(2026, 7, 1, tzinfo=UTC))
        make.correction_request(person)
        make.audit_entry(actor=make.user(), about=teacher)
        visited(person, teacher)
        worked_together(person, teacher)
    make.calendar_link(teacher)
    rows = rows_about(teacher, model)
    with django_assert_max_num_queries(2 if model is Placement else 1):  # the rows; their subjects
        assert Section(rows).records
