"""Support for pupils through its pages: planned without clash, counted, logged, ended."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.forms.support import weekday_to_begin
from meetings.models import Measure, Slot, Support, SupportSession
from schools.access import Role
from staff.services.years import set_class_teacher
from tests import make

pytestmark = pytest.mark.django_db
LEVELS = [{"code": "huruf", "name": "Huruf"}, {"code": "kata", "name": "Kata"}]


@pytest.fixture
def librarian(school):
    return make.user(Role.STAFF, school, name="Rusmiati Baso")


@pytest.fixture
def lead(school, librarian):
    return make.person(school, kind="librarian", user=librarian, name="Rusmiati Baso")


@pytest.fixture
def support(school, lead):
    make.term(school=school)
    group = make.class_group(school=school, name="Kelas 2", pupils=24)
    return make.support(
        school, lead, class_group=group, level_set=make.level_set(school, levels=LEVELS)
    )


@pytest.fixture
def send(client):
    def post(user, page, *args, **fields):
        client.force_login(user)
        return client.post(reverse(f"meetings:{page}", args=args), fields)

    return post


@pytest.fixture
def read(client):
    def get(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"meetings:{name}", args=args), query)

    return get


def hours(*rows):
    fields = {}
    for place, (day, start, end) in enumerate(rows):
        fields |= {f"day_{place}": day, f"start_{place}": start, f"end_{place}": end}
    return fields


def plan(support, **fields):
    return {
        "kind": "literacy",
        "class_group": support.class_group.pk,
        "term": "20251",
        "subject": "",
        "goal": "Lima murid sampai pada kata",
        "level_set": support.level_set.pk,
        "target": "",
        "lead": support.lead.pk,
        **fields,
    }


# The plan


def test_the_principal_begins_one_and_goes_on_to_its_hours(send, principal, support):
    helper = make.person(support.school)
    answer = send(principal, "support_create", **plan(support, team=[helper.pk]))
    new = Support.objects.exclude(pk=support.pk).get()
    assert answer["Location"] == reverse("meetings:slots", args=[new.pk])
    assert (new.school, list(new.team.all())) == (support.school, [helper])


def test_a_teacher_begins_one_that_is_led_by_nobody_else(send, teacher, support):
    own = make.person(support.school, user=teacher)
    refused = send(teacher, "support_create", **plan(support))
    assert "lead" in refused.context["form"].errors
    send(teacher, "support_create", **plan(support, lead=own.pk))
    assert Support.objects.filter(lead=own).exists()


def test_it_is_counted_by_levels_or_by_a_mark(send, principal, support):
    neither = send(principal, "support_create", **plan(support, level_set=""))
    both = send(principal, "support_create", **plan(support, target="65"))
    assert "level_set" in neither.context["form"].errors
    assert "target" in both.context["form"].errors


def test_a_mark_takes_the_place_of_the_list_that_was_filled_in(send, read, principal, support):
    reading = make.level_set(key="membaca-permulaan")
    assert read(principal, "support_create").context["form"]["level_set"].value() == reading.pk
    fields = plan(support, kind="remedial", level_set=reading.pk, target="65")
    send(principal, "support_create", **fields)
    assert Support.objects.exclude(pk=support.pk).get().level_set is None


def test_once_counted_the_list_of_levels_stays(send, principal, support):
    make.measure(support, counts={"huruf": 3})
    other = make.level_set(support.school)
    answer = send(principal, "support_update", support.pk, **plan(support, level_set=other.pk))
    assert "level_set" in answer.context["form"].errors


def test_people_of_another_school_are_not_offered(send, principal, support, elsewhere):
    stranger = make.person(elsewhere)
    answer = send(principal, "support_create", **plan(support, lead=stranger.pk))
    assert "lead" in answer.context["form"].errors


# Hours of the week


def test_hours_that_fit_are_written(send, librarian, support):
    answer = send(librarian, "slots", support.pk, **hours((1, "09:15", "09:45")))
    assert answer.status_code == 302
    slot = Slot.objects.get()
    assert (slot.weekday, slot.start, slot.end) == (1, time(9, 15), time(9, 45))


@pytest.mark.parametrize("over", ["class", "lead", "helper"])
def test_a_clash_is_named_beside_its_hour(send, librarian, support, over):
    school, helper = support.school, make.person(support.school, name="Ramlah")
    support.team.add(helper)
    other = make.support(
        school,
        support.lead if over == "lead" else make.person(school),
        class_group=support.class_group if over == "class" else make.class_group(school=school),
    )
    if over == "helper":
        other.team.add(helper)
    make.slot(other, weekday=1, start=time(9, 30), end=time(10))
    answer = send(
        librarian, "slots", support.pk, **hours((2, "09:00", "09:30"), (1, "09:15", "09:45"))
    )
    form = answer.context["form"]
    (said,) = form.errors["day_1"]
    assert list(form.errors) == ["day_1"]
    who = {"class": "Kelas 2", "lead": "Rusmiati Baso", "helper": "Ramlah"}[over]
    assert all(words in said for words in (who, str(other), "09.30–10.00"))
    assert not Slot.objects.filter(support=support).exists()
    assert form["start_1"].value() == "09:15"  # what was typed stays


def test_an_hour_that_ends_as_the_other_begins_is_no_clash(send, librarian, support):
    make.slot(
        make.support(support.school, support.lead), weekday=1, start=time(9, 45), end=time(10)
    )
    assert send(librarian, "slots", support.pk, **hours((1, "09:15", "09:45"))).status_code == 302


def test_another_term_and_an_ended_one_are_no_clash(send, librarian, support):
    for fields in [{"term": "20252"}, {"state": "closed"}]:
        make.slot(make.support(support.school, support.lead, **fields), start=time(9), end=time(10))
    assert send(librarian, "slots", support.pk, **hours((1, "09:15", "09:45"))).status_code == 302


def test_of_another_school_only_that_it_is_one_is_said(send, librarian, support, elsewhere):
    group = make.class_group(school=elsewhere, name="Rahasia")
    other = make.support(elsewhere, support.lead, class_group=group)
    make.slot(other, start=time(9), end=time(10))
    answer = send(librarian, "slots", support.pk, **hours((1, "09:15", "09:45")))
    (said,) = answer.context["form"].errors["day_0"]
    assert "Rahasia" not in said


def test_a_new_helper_must_be_free_at_its_hours(send, principal, support):
    busy = make.person(support.school, name="Ramlah")
    make.slot(make.support(support.school, busy), weekday=1, start=time(9), end=time(10))
    make.slot(support, weekday=1, start=time(9, 15), end=time(9, 45))
    answer = send(principal, "support_update", support.pk, **plan(support, team=[busy.pk]))
    assert answer.status_code == 200
    assert "Ramlah" in str(answer.context["form"].non_field_errors())
    assert not support.team.exists()


@pytest.mark.parametrize(
    ("row", "field"),
    [(("1", "09:45", "09:15"), "end_0"), (("1", "", "09:45"), "day_0"), (("", "9", "x"), "end_0")],
)
def test_half_an_hour_is_told_beside_it(send, librarian, support, row, field):
    assert field in send(librarian, "slots", support.pk, **hours(row)).context["form"].errors


def test_without_an_end_it_is_half_an_hour(send, librarian, support):
    assert send(librarian, "slots", support.pk, **hours(("1", "09:15", ""))).status_code == 302
    assert support.slots.get().end == time(9, 45)


def test_the_day_of_today_is_proposed_and_on_a_sunday_monday():
    saturday, sunday, monday = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)
    assert [weekday_to_begin(day) for day in (saturday, sunday, monday)] == [5, 0, 0]


def test_a_day_is_proposed_for_the_first_hour_and_alone_it_is_none(
    client, send, librarian, support
):
    today = str(weekday_to_begin(timezone.localdate()))
    client.force_login(librarian)
    page = client.get(reverse("meetings:slots", args=[support.pk])).content.decode()
    assert f'<option value="{today}" selected>' in page
    assert send(librarian, "slots", support.pk, **hours((today, "", ""))).status_code == 302
    assert not support.slots.exists()


# Counting


def test_pupils_are_counted_per_level_and_again_it_is_the_same_row(send, librarian, support):
    day = timezone.localdate().isoformat()
    for letters in ("3", "4"):
        send(librarian, "measure", support.pk, "awal", date=day, level_0=letters, level_1="2")
    measure = Measure.objects.get()
    assert (measure.counts, measure.total) == ({"huruf": 4, "kata": 2}, 6)


def test_a_new_one_goes_from_its_hours_to_its_first_count(send, librarian, support):
    first = reverse("meetings:measure", args=[support.pk, "awal"])
    row = hours((1, "09:15", "09:45"))
    assert send(librarian, "slots", support.pk, **row)["Location"] == first
    make.measure(support)
    assert send(librarian, "slots", support.pk, **row)["Location"] == support.get_absolute_url()


def test_what_was_counted_stands_in_the_first_session_and_in_the_end(read, librarian, support):
    make.measure(support, counts={"huruf": 3, "kata": 1})
    session = read(librarian, "session_create", support.pk).context["form"]
    assert session["present"].value() == 4
    end = read(librarian, "support_end", support.pk).context["form"]
    assert "1 dari 4 murid" in end["outcome"].value()


def test_nobody_counted_is_no_measurement(send, librarian, support):
    day = timezone.localdate().isoformat()
    answer = send(librarian, "measure", support.pk, "awal", date=day, level_0="0", level_1="")
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not Measure.objects.exists()


def test_by_a_mark_no_more_can_be_below_than_there_are(send, librarian, support):
    remedial = make.support(support.school, support.lead, kind="remedial", target=65)
    day = timezone.localdate().isoformat()
    fields = {"date": day, "n": "13", "mean": "44.2"}
    refused = send(librarian, "measure", remedial.pk, "awal", **fields, below="14")
    assert "below" in refused.context["form"].errors
    send(librarian, "measure", remedial.pk, "awal", **fields, below="13")
    assert str(Measure.objects.get().mean) == "44.20"


def test_another_moment_does_not_exist(read, librarian, support):
    assert read(librarian, "measure", support.pk, "nanti").status_code == 404


def test_the_page_says_no_more_than_the_counts_carry(read, librarian, support):
    make.measure(support, counts={"huruf": 7, "kata": 17})
    make.measure(support, moment="end", date=timezone.localdate(), counts={"huruf": 2, "kata": 21})
    page = read(librarian, "support", support.pk)
    said = page.context["said"]
    assert all(number in said[0] for number in ("17", "24", "21", "23"))
    assert [row.name for row in page.context["levels"]] == ["Kata", "Huruf"]
    assert [tally.number for tally in page.context["levels"][1].tallies] == [7, 2]
    assert [tally.bundles for tally in page.context["levels"][1].tallies] == [[5, 2], [2]]


# Sessions


def test_a_session_is_filled_in_but_for_the_line(read, send, librarian, support):
    make.support_session(support, present=6, minutes=25)
    form = read(librarian, "session_create", support.pk).context["form"]
    today = timezone.localdate()
    assert form["date"].value() == today
    assert [form[name].value() for name in ("present", "minutes", "by")] == [6, 25, support.lead.pk]
    send(
        librarian,
        "session_create",
        support.pk,
        present="5",
        minutes="30",
        note="Dua kata baru",
        date=today.isoformat(),
        by=support.lead.pk,
    )
    assert SupportSession.objects.filter(note="Dua kata baru", present=5).exists()


def test_a_session_to_come_is_not_written_yet(send, librarian, support):
    day = timezone.localdate() + timedelta(days=1)
    answer = send(
        librarian, "session_create", support.pk, present=5, minutes=30, date=day, by=support.lead.pk
    )
    assert "date" in answer.context["form"].errors


def test_the_principal_logs_one_and_is_who_held_it(read, principal, support):
    head = make.person(support.school, kind="principal", user=principal)
    form = read(principal, "session_create", support.pk).context["form"]
    assert form["by"].value() == head.pk
    assert {person.pk for person in form.fields["by"].queryset} == {head.pk, support.lead.pk}


# Who sees what


def test_the_operator_sees_the_hours_and_nothing_of_what_happens(read, operator, support):
    make.slot(support)
    make.support_session(support, note="Membaca karung")
    make.measure(support, counts={"huruf": 3})
    page = read(operator, "support", support.pk).content.decode()
    assert "09.00–09.30" in page
    assert not [words for words in ("Membaca karung", support.goal, "Kata") if words in page]
    assert support.goal not in read(operator, "supports").content.decode()


def test_a_class_teacher_reads_the_own_class_alone(read, support, teacher):
    person = make.person(support.school, user=teacher)
    assert read(teacher, "support", support.pk).status_code == 404
    set_class_teacher(support.class_group, person.placements.get())
    page = read(teacher, "support", support.pk)
    assert (page.context["reads"], page.context["may_fill"]) == (True, False)
    assert read(teacher, "session_create", support.pk).status_code == 404
    other = make.support(support.school)
    assert read(teacher, "support", other.pk).status_code == 404


# How it ended


def test_one_that_did_not_work_says_what_was_learnt(send, read, librarian, support):
    refused = send(librarian, "support_end", support.pk, state="failed", outcome="Empat tetap")
    assert "learnt" in refused.context["form"].errors
    send(
        librarian,
        "support_end",
        support.pk,
        state="failed",
        outcome="Tetap",
        learnt="Terlalu jarang",
    )
    support.refresh_from_db()
    assert support.state == "failed"
    assert "Terlalu jarang" in read(librarian, "support", support.pk).content.decode()
    assert read(librarian, "session_create", support.pk).status_code == 404


def test_one_that_is_continued_must_fit_again(send, librarian, support):
    make.slot(support, start=time(9), end=time(10))
    support.state = "closed"
    support.save()
    make.slot(make.support(support.school, support.lead), start=time(9, 30), end=time(10))
    answer = send(librarian, "support_end", support.pk, state="running", outcome="", learnt="")
    support.refresh_from_db()
    assert (answer.status_code, support.state) == (200, "closed")


# Lists of levels


def test_a_school_copies_a_list_and_edits_it(send, principal, school):
    origin = make.level_set(None, name="Membaca", levels=LEVELS)
    send(principal, "level_set_copy", origin.pk)
    own = school.level_sets.get()
    send(
        principal,
        "level_set_update",
        own.pk,
        name="Membaca kita",
        how_to_check="",
        place_0="2",
        name_0="Huruf",
        place_1="1",
        name_1="",
        place_2="1",
        name_2="Belum kenal huruf",
    )
    own.refresh_from_db()
    origin.refresh_from_db()
    assert [level["name"] for level in own.levels] == ["Belum kenal huruf", "Huruf"]
    assert [level["code"] for level in own.levels] == ["belum-kenal-huruf", "huruf"]
    assert origin.levels == LEVELS


def test_a_list_of_one_level_is_refused(send, principal, school):
    own = make.level_set(school, levels=LEVELS)
    answer = send(principal, "level_set_update", own.pk, name="A", place_0="1", name_0="Huruf")
    assert answer.context["form"].non_field_errors()
