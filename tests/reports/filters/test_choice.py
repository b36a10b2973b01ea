"""What the pages of figures are narrowed by: a choice in the address, sums over just those."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from reports.calculations.choosing import Choice, chosen, numbers
from reports.calculations.units import POINT
from reports.readings.term import TermReading
from schools.access import Role
from tests import make, printed

from ..numbers import lines, percent, person_line, promise, sample

pytestmark = pytest.mark.django_db


def line(person, value, **fields):
    """Of somebody measured at `value`, ten points lower in the term before."""
    values = {"all": value * POINT, "teaching": value * POINT}
    before = {key: value - 10 * POINT for key, value in values.items()}
    return person_line(person, values=values, before=before, **fields)


def meeting(row, group, state="held"):
    return {
        "row": row,
        "group": group.pk,
        "kind": "session",
        "date": "2025-09-01",
        "state": state,
        "marks": {"present": 4, "excused": 1},
    }


def kept(group, held, goal):
    month = {"goal": goal, "known": goal, "held": held, "missed": goal - held}
    return {"row": group.pk, "kept": {"groups": 1, "months": {"2025-09": month}}}


class World:
    """Two groups; three teachers of grades 1, 4 and 4, one of them of English; one librarian."""

    def __init__(self, school):
        self.kkg, self.team = make.group(school, name="KKG Melati"), make.group(school, name="Tim")
        self.away = make.group(make.school(), name="KKG jauh")
        self.first, self.fourth, self.english, self.library = (
            make.person(school, name=name) for name in ("Ani", "Budi", "Cici", "Dedi")
        )
        people = [
            line(self.first, 60, grades=[1], groups=[self.kkg.pk]),
            line(self.fourth, 70, grades=[4], groups=[self.kkg.pk, self.away.pk]),
            line(self.english, 80, grades=[4, 5], subjects=["Bahasa Inggris"]),
            line(self.library, 90, work="staff", grades=[], groups=[self.team.pk]),
        ]
        self.lines = lines(
            *people,
            steps=[
                promise(True, person=self.first.pk),
                promise(False, person=self.fourth.pk),
                promise(False, person=self.library.pk, due="2025-09-01"),
            ],
            meetings=[meeting("1", self.kkg), meeting("2", self.team), meeting("3", self.kkg)],
            groups=[kept(self.kkg, 2, 3), kept(self.team, 1, 1)],
            tasks=[promise(True, group=self.kkg.pk), promise(True, group=self.team.pk)],
            practices=[
                {"row": "1", "group": self.kkg.pk, "tried": True, "seen": False},
                {"row": "2", "group": None, "tried": True, "seen": True},
            ],
        )
        self.term = make.term(school=school)
        # Stored are other numbers than the lines come to: so it shows who counted.
        self.summary = make.summary(self.term, numbers=sample(), lines=self.lines)


@pytest.fixture
def world(school):
    return World(school)


@pytest.fixture
def reader(client, school):
    client.force_login(make.user(Role.PRINCIPAL, school))
    return client


def page(client, of, **asked):
    return client.get(reverse("reports:term", args=[of.pk], query=asked))


def reading(client, of, **asked):
    return page(client, of, **asked).context["reading"]


def options(answer, name):
    return [str(words) for _key, words in answer.context["filters"].fields[name].choices]


# Whose figures a choice adds up


@pytest.mark.parametrize(
    ("asked", "n", "total"),
    [
        ({"kelas": 4}, 2, 70 + 80),
        ({"kelas": 1}, 1, 60),
        ({"mapel": "Bahasa Inggris"}, 1, 80),
        ({"pekerjaan": "teacher"}, 3, 60 + 70 + 80),
        ({"kelas": 4, "mapel": "Bahasa Inggris"}, 1, 80),
    ],
)
def test_a_choice_adds_up_just_those_who_fit(reader, world, asked, n, total):
    found = reading(reader, world.summary, **asked)
    assert found.numbers["results"]["teacher"]["all"] == {"n": n, "sum": total * POINT}
    assert found.numbers["coverage"]["teacher"]["all"] == n
    assert "staff" not in found.numbers["coverage"]


def test_a_group_adds_up_its_people_and_its_meetings(reader, world):
    found = reading(reader, world.summary, kelompok=world.kkg.pk)
    assert found.numbers["results"]["teacher"]["all"] == {"n": 2, "sum": (60 + 70) * POINT}
    assert found.numbers["attendance"] == {"asked": 10, "present": 8, "marks": {"excused": 2}}
    assert found.numbers["kinds"] == {"session": 2}
    assert found.numbers["ideas"] == {"noted": 1, "tried": 1, "seen": 0}
    assert found.numbers["tasks"]["all"] == 1
    months = found.numbers["cadence"]["months"]
    assert months == {"2025-09": {"goal": 3, "known": 3, "held": 2, "missed": 1}}
    assert found.numbers["steps"]["all"] == 2


def test_the_education_staff_alone_have_no_figures_of_teachers(reader, world):
    found = reading(reader, world.summary, pekerjaan="staff")
    assert list(found.numbers["results"]) == ["staff"]
    assert [table.key for table in found.rows({world.library.pk: "Dedi"})] == ["staff"]


def test_open_and_late_stay_as_on_the_day_it_was_counted(reader, world):
    """Counted on 14 July 2025: what fell due in September was not late then."""
    found = reading(reader, world.summary, pekerjaan="staff")
    assert (found.numbers["steps"]["all"], found.numbers["steps"]["late"]) == (1, 0)


def test_of_the_term_before_the_same_part_stands_beside(reader, world, school):
    early = make.term(school=school, code="20242", first_day="2025-01-06", last_day="2025-06-20")
    practices = [
        {"row": str(row), "group": group, "tried": False, "seen": False}
        for row, group in enumerate([world.kkg.pk, world.kkg.pk, world.team.pk])
    ]
    before = lines(groups=[kept(world.kkg, 1, 1)], practices=practices)
    make.summary(early, numbers=sample(), lines=before)
    found = reading(reader, world.summary, kelompok=world.kkg.pk)
    assert found.before["ideas"]["noted"] == 2
    assert reading(reader, world.summary).before == sample()


def test_without_a_choice_nothing_is_counted_anew(reader, world):
    plain = page(reader, world.summary)
    assert plain.context["reading"].numbers == sample()
    assert plain.context["reading"].lines == world.lines
    assert plain.context["reading"].query == ""
    empty = page(reader, world.summary, kelompok="", mapel="", kelas="", pekerjaan="")
    assert empty.context["reading"].numbers == sample()


def test_of_fewer_than_five_a_choice_concludes_nothing(reader, world):
    first = reading(reader, world.summary, kelas=4).findings[0]
    assert "belum cukup untuk disimpulkan (n = 2)" in first.text


def test_a_mean_of_four_is_told_of_a_school_and_not_of_a_part_of_it():
    four = {"results": {"teacher": {"all": percent(4, 60), "planning": percent(4, 50)}}}
    of_part = TermReading(four, {}, choice=Choice(grade=4)).findings
    assert ["(n = 4)" in str(one.text) for one in of_part] == [True]
    assert "60,00" not in of_part[0].text
    assert "60,00" in TermReading(four, {}).findings[0].text


# What it is silent about


@pytest.mark.parametrize("asked", [{"kelas": 4}, {"pekerjaan": "teacher"}])
def test_without_a_group_nothing_is_told_of_meetings_and_no_zero(reader, world, asked):
    answer = page(reader, world.summary, **asked)
    found = answer.context["reading"]
    missing = {"cadence", "attendance", "ideas", "decisions", "tasks", "kinds", "factors"}
    assert not missing & set(found.numbers)
    assert "interventions" not in found.numbers
    facts = {str(fact.words) for box in found.boxes for fact in box.facts}
    assert not {"Pertemuan terlaksana", "Tugas selesai", "Kelompok yang bertemu"} & facts
    assert not found.months
    assert found.silent in answer.content.decode()


def test_practices_of_no_group_are_not_those_of_a_choice_without_group(world):
    assert chosen(world.lines, Choice(work="teacher"))["practices"] == []


def test_a_group_at_home_elsewhere_has_its_people_and_not_its_meetings(school, world):
    found = numbers(world.lines, Choice(group=world.away.pk), "2025-12-19")
    assert found["coverage"] == {"teacher": {"all": 1, "visited": 1}}
    assert "cadence" not in found


def test_each_choice_says_another_reason():
    said = {
        TermReading({"cadence": {}} if at_home else {}, {}, choice=choice, group=group).silent
        for at_home, choice, group in [
            (True, Choice(group=1), "KKG"),
            (False, Choice(group=1), "KKG"),
            (False, Choice(grade=1), ""),
        ]
    }
    assert len(said) == 3
    assert TermReading({}, {}).silent == ""


def test_nothing_measured_is_said_of_the_choice_and_not_of_the_term(reader, world):
    plain, of_choice = TermReading({}, {}), TermReading({}, {}, choice=Choice(grade=1))
    assert plain.findings[0].text != of_choice.findings[0].text


# What is on offer


def test_on_offer_is_what_occurs_there(reader, world):
    answer = page(reader, world.summary)
    shown = [field.name for field in answer.context["filters"].shown()]
    assert shown == ["kelompok", "mapel", "kelas", "pekerjaan"]  # there is one term alone
    assert options(answer, "kelompok")[1:] == ["KKG Melati", "Tim"]
    assert options(answer, "mapel")[1:] == ["Bahasa Inggris"]
    assert options(answer, "kelas")[1:] == ["Kelas 1", "Kelas 4", "Kelas 5"]
    assert options(answer, "pekerjaan")[1:] == ["Guru", "Tenaga kependidikan"]


def test_a_group_out_of_sight_is_neither_named_nor_to_be_chosen(reader, world):
    answer = page(reader, world.summary, kelompok=world.away.pk)
    assert world.away.name not in answer.content.decode()
    assert answer.context["reading"].numbers == sample()
    assert "Kelompok" in answer.context["filters"].left_out


def test_where_an_answer_leaves_everybody_there_is_nothing_to_choose(reader, school):
    group = make.group(school)
    people = [person_line(make.person(school), groups=[group.pk]) for _ in range(2)]
    summary = make.summary(make.term(school=school), lines=lines(*people))
    answer = page(reader, summary)
    assert answer.context["filters"].shown() == []
    assert "rp-choose" not in answer.content.decode()


def test_a_term_not_counted_yet_offers_nothing_and_still_opens(reader, school):
    summary = make.summary(make.term(school=school), counted_at=None, state="queued")
    assert page(reader, summary, kelas=4).status_code == 200


@pytest.mark.parametrize("name", ["semester", "kelompok", "mapel", "kelas", "pekerjaan"])
@pytest.mark.parametrize("value", ["x", "-1", "99999999999999999999", "4.0", "\0", "head", "'; --"])
def test_what_is_not_on_offer_does_no_harm_and_is_said(reader, world, name, value):
    answer = page(reader, world.summary, **{name: value})
    assert answer.status_code == 200
    assert answer.context["reading"].numbers == sample()
    label = str(answer.context["filters"].fields[name].label)
    assert label == answer.context["filters"].left_out
    assert label in answer.content.decode()


def test_what_is_on_offer_stays_chosen_beside_what_is_not(reader, world):
    found = reading(reader, world.summary, kelas=4, mapel="x")
    assert found.query == "kelas=4"
    assert found.numbers["coverage"]["teacher"]["all"] == 2


# The address


def test_the_address_gives_the_same_view_again(reader, world):
    first = page(reader, world.summary, kelompok=world.kkg.pk, kelas=4)
    found = first.context["reading"]
    assert found.query == f"kelompok={world.kkg.pk}&kelas=4"
    again = reader.get(f"{world.summary.get_absolute_url()}?{found.query}")
    assert again.context["reading"] == found
    body = first.content.decode()
    assert f'<option value="{world.kkg.pk}" selected>' in body
    assert '<option value="4" selected>' in body
    assert "KKG Melati; Kelas 4" in body


def test_paper_and_workbook_are_linked_with_what_was_chosen(reader, world):
    body = page(reader, world.summary, kelas=4, mapel="Bahasa Inggris").content.decode()
    query = "mapel=Bahasa+Inggris&amp;kelas=4"
    for name in ("term_pdf", "term_xlsx"):
        assert f'{reverse(f"reports:{name}", args=[world.summary.pk])}?{query}"' in body
    assert f"?kertas=f4&amp;{query}" in body


def test_another_term_is_a_page_of_its_own_and_the_choice_comes_along(reader, world, school):
    early = make.term(school=school, code="20242", first_day="2025-01-06", last_day="2025-06-20")
    other = make.summary(early, lines=world.lines)
    answer = page(reader, world.summary, semester="20242", kelas=4)
    assert answer.url == f"{other.get_absolute_url()}?kelas=4"
    assert page(reader, other).context["filters"]["semester"].value() == "20242"
    assert page(reader, other, semester="20242").status_code == 200


def test_terms_of_other_schools_are_not_on_offer(reader, world):
    make.summary(make.term(school=make.school(), code="20242"))
    assert page(reader, world.summary, semester="20242").status_code == 200


def cells(client, of, **asked):
    answer = client.get(reverse("reports:term_xlsx", args=[of.pk], query=asked))
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


# Paper and workbook


def test_the_workbook_holds_those_who_were_chosen_and_their_mean(reader, world):
    (sheet,) = cells(reader, world.summary, kelas=4)
    assert [row[:2] for row in sheet[1:]] == [["Budi", 70], ["Cici", 80], ["Rata-rata", 75]]
    assert len(cells(reader, world.summary)) == 2


def test_the_name_of_the_workbook_says_what_was_chosen(reader, world):
    address = reverse("reports:term_xlsx", args=[world.summary.pk], query={"kelas": 4})
    assert "Kelas%204" in reader.get(address)["Content-Disposition"].replace(" ", "%20")


def test_the_paper_holds_the_choice_in_words_and_its_figures(reader, world):
    address = reverse("reports:term_pdf", args=[world.summary.pk], query={"kelas": 4})
    text = printed.text(reader.get(address).content)
    assert "Kelas 4" in text
    assert "75,00" in text
    assert "Ani" not in text
    assert "Ani" in printed.text(reader.get(address.partition("?")[0]).content)


# Queries


def test_a_choice_asks_no_more_for_more_people(
    reader, world, school, django_assert_max_num_queries
):
    more = [line(make.person(school), 60, grades=[4]) for _ in range(12)]
    world.summary.lines["people"] += more
    world.summary.save()
    page(reader, world.summary)
    with django_assert_max_num_queries(11):  # the groups besides, the codebook not
        answer = page(reader, world.summary, kelas=4)
    assert answer.context["reading"].numbers["coverage"]["teacher"]["all"] == 14
