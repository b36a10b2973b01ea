"""One person's own way: beside oneself, of one instrument, never beside a colleague."""

import pytest

from schools.access import Role
from schools.models import AuditEntry
from supervision.kinds import Fate, State, VisitKind
from supervision.models import Result
from tests import make


@pytest.fixture
def final(visit_in):
    """A final visit that came to so many of twelve points."""

    def visit(earned, date="2025-07-14", **fields):
        from supervision.services.results import finalise

        found = visit_in(State.READ, date=date, **fields)
        sheet = found.sheets.get()
        values = {3: (1, 1, 1), 6: (2, 2, 2), 9: (3, 3, 3), 12: (4, 4, 4)}[earned]
        for code, value in zip(["ABC-01", "ABC-02", "ABC-04"], values, strict=True):
            sheet.cells[f"{code}.score"] = {"value": value, "revision": 1}
        sheet.save()
        return finalise(found, by=found.observer)

    return visit


def test_results_stand_in_the_order_of_their_dates_with_the_change(get, final, person):
    final(9, "2025-09-01")
    final(6, "2025-08-01")
    (line,) = get(person.user, "growth", person.pk).context["lines"]
    assert [point.reading.percent for point in line["points"]] == ["50,00%", "75,00%"]
    assert [point.change for point in line["points"]] == ["", "naik 25,00 poin"]
    assert "25,00" in line["sentence"]


def test_a_fall_is_said_as_plainly_as_a_rise(get, final, person):
    final(9, "2025-08-01")
    final(6, "2025-09-01")
    (line,) = get(person.user, "growth", person.pk).context["lines"]
    assert line["points"][1].change == "turun 25,00 poin"
    assert "75,00%" in line["sentence"]
    assert "50,00%" in line["sentence"]


def test_another_instrument_is_another_line_without_a_change(get, final, person, school):
    final(6, "2025-08-01")
    final(9, "2025-09-01", version=make.instrument_version(school))
    lines = get(person.user, "growth", person.pk).context["lines"]
    assert [[point.change for point in line["points"]] for line in lines] == [[""], [""]]


def test_a_corrected_result_counts_and_the_old_one_does_not(get, final, person, principal):
    from supervision.services.results import correct

    visit = final(6)
    correct(visit, scores={"ABC-01": 4}, reason="Foto menyusul", by=principal)
    (line,) = get(person.user, "growth", person.pk).context["lines"]
    assert [point.reading.percent for point in line["points"]] == ["66,67%"]
    assert Result.objects.count() == 2


def test_aspects_grow_side_by_side(get, final, person):
    final(6, "2025-08-01")
    final(9, "2025-09-01")
    (line,) = get(person.user, "growth", person.pk).context["lines"]
    (_title, rows) = line["parts"][-1]
    assert rows == [("Aspek", [("1 Agu 2025", "50,00%", 50), ("1 Sep 2025", "75,00%", 75)])]


def test_what_is_not_final_is_not_in_it(read, visit_in, person):
    visit_in(State.READ)
    assert "75,00" not in read(person.user, "growth", person.pk)


def test_the_person_the_principal_and_the_pengawas_read_it(
    get, person, principal, supervisor, observer, operator, school, outsider
):
    for user in [person.user, principal, supervisor]:
        assert get(user, "growth", person.pk).status_code == 200
    keeper = make.user(is_superuser=True)
    colleague = make.user(Role.TEACHER, school)
    for user in [observer, operator, colleague, outsider, keeper, make.user(Role.DISTRICT)]:
        assert get(user, "growth", person.pk).status_code == 404


def test_another_school_of_the_same_person_stays_with_that_school(
    get, final, person, neighbour, principal
):
    final(6)
    make.placement(person, neighbour, is_home=False)
    other = make.user(Role.PRINCIPAL, neighbour)
    assert get(principal, "growth", person.pk).context["lines"]
    assert get(other, "growth", person.pk).context["lines"] == []


def test_no_colleague_stands_on_the_page(read, final, person, school, principal):
    final(6)
    colleague = make.person(school, name="Rekan Pembanding", user=make.user())
    final(12, person=colleague)
    page = read(principal, "growth", person.pk)
    assert "Rekan Pembanding" not in page
    assert "100,00" not in page


def test_reading_anothers_way_leaves_a_line(read, person, principal):
    read(person.user, "growth", person.pk)
    read(principal, "growth", person.pk)
    assert AuditEntry.objects.get(action="read").actor == principal


def test_steps_done_in_time_are_counted_of_those_that_were_due(get, final, person):
    visit = final(6)
    done = {"state": Fate.SOLVED, "outcome": "Sudah", "closed_at": make.a_moment()}
    make.follow_up(visit, due="2025-07-20", **done)
    make.follow_up(visit, due="2025-07-01", **done)
    make.follow_up(visit, due="2025-07-20")  # still open, and overdue
    make.follow_up(visit, due="2100-01-01")  # still to come: neither done nor late
    kept = get(person.user, "growth", person.pk).context["kept"]
    assert "1" in kept
    assert "3" in kept
    assert "4" not in kept


def test_the_count_of_peer_visits_is_for_oneself_alone(get, visit_in, person, principal):
    visit_in(State.SHARED, kind=VisitKind.PEER, version=None)
    assert "1" in get(person.user, "growth", person.pk).context["peers"]
    assert get(principal, "growth", person.pk).context["peers"] == ""


# For Ruang GTK


def test_the_text_for_ruang_gtk_holds_words_and_no_score(read, visit_in, person):
    visit = visit_in(State.SHARED, focus="Pertanyaan murid")
    make.feedback(visit, seen="Empat kelompok")
    make.follow_up(visit, text="Mulai dari pintu", state=Fate.SOLVED, outcome="Terisi")
    page = read(person.user, "ruang_gtk", visit.pk)
    for words in ["Pertanyaan murid", "Empat kelompok", "Mulai dari pintu", "Terisi"]:
        assert words in page
    for figure in ["75", "Baik", "%"]:
        assert figure not in page.partition('id="ruang-gtk"')[2].partition("</div>")[0]


def test_before_it_is_shared_there_is_nothing_to_copy(get, visit_in, person, observer):
    visit = visit_in(State.OBSERVED)
    for user in [person.user, observer]:
        assert get(user, "ruang_gtk", visit.pk).status_code == 404
