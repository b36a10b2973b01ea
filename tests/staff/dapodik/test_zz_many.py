"""What must hold for any people, in any order, in any division over files."""

from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools.tables import as_csv, as_xlsx
from staff.dapodik.columns import OWN_COLUMNS, own_row
from staff.dapodik.merging import VALUES
from staff.dapodik.names import normal
from staff.dapodik.refusal import Refused
from staff.dapodik.values import text_of
from staff.dapodik.vocabulary import KIND_WORDS, status_group_of
from tests.staff.dapodik.known import carried_out, compared, known
from tests.staff.dapodik.lists import HEADERS, digits, parsed, rows_parsed

STAFF = "Daftar Tenaga Kependidikan"
WORDS = st.text("abcdefghijklmnoprstuwyAIMS", min_size=2, max_size=9)
DAYS = st.dates(date(1950, 1, 1), date(2005, 12, 31))
FREE = st.text("aeimnrstIVS /,.;'\"=+-@0123é–\t\n", max_size=20).map(text_of)
often = settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def people_in_dapodik(draw):
    """Rows of Dapodik columns, each of somebody else who can be told from the others."""
    names = draw(st.lists(WORDS, min_size=1, max_size=8, unique_by=normal))
    return [
        {
            "Nama": f"{name} bin {draw(WORDS)}",
            "NUPTK": draw(st.sampled_from(["", "9" + digits(15, name)])),
            "NIP": draw(st.sampled_from(["", "19850903" + digits(10, name)])),
            "NIK": draw(st.sampled_from(["", "99" + digits(14, name)])),
            "JK": draw(st.sampled_from("LP")),
            "Tanggal Lahir": draw(DAYS).isoformat(),
            "Status Kepegawaian": draw(st.sampled_from(["PNS", "PPPK", "GTY/PTY", ""])),
            "Jenis PTK": draw(st.sampled_from(list(KIND_WORDS.values()))),
            "Tugas Tambahan": draw(st.sampled_from(["", "Wali Kelas", "Bendahara, Operator"])),
        }
        for name in names
    ]


@st.composite
def people_of_ours(draw):
    """Values as they may stand in our own records, typed by whomever."""
    names = st.text("aeimnrst 'ABS.-é", min_size=1, max_size=25).map(text_of).filter(normal)
    found = []
    for name in draw(st.lists(names, min_size=1, max_size=6, unique_by=normal)):
        status = draw(FREE)
        found.append(
            {
                "name": name,
                "title_front": draw(FREE),
                "title_back": draw(FREE),
                "sex": draw(st.sampled_from(["", "L", "P"])),
                "birth_date": draw(st.none() | DAYS),
                "nuptk": draw(st.sampled_from(["", "9999" + digits(12, name)])),
                "nip": draw(st.sampled_from(["", digits(18, name), digits(9, name)])),
                "ni_pppk": draw(st.sampled_from(["", "1" + digits(17, name)])),
                "nbm": draw(st.from_regex(r"[1-9][0-9]{0,8}|", fullmatch=True)),
                "niy": draw(st.from_regex(r"[1-9][0-9./]{0,8}|", fullmatch=True)),
                "status": status,
                "status_group": status_group_of(status),
                "kind": draw(st.sampled_from(list(KIND_WORDS))),
                "duties": ", ".join(draw(st.lists(WORDS, max_size=3))),
                "rank": draw(FREE),
                "education": draw(FREE),
                "phone": draw(st.from_regex(r"0[1-9][0-9]{6,10}|", fullmatch=True)),
                "email": draw(st.sampled_from(["", "guru.satu@contoh.sch.id"])),
                "appointed_on": draw(st.none() | DAYS),
            }
        )
    return found


def everyone(people):
    return {tuple(person.fields[name] for name in VALUES) for person in people}


@often
@given(people_in_dapodik(), st.permutations(HEADERS))
def test_any_order_of_columns_gives_the_same_people(people, headers):
    assert rows_parsed(*people, headers=headers).people == rows_parsed(*people).people


@often
@given(people_in_dapodik(), st.data())
def test_any_division_over_one_or_two_files_gives_the_same_people(people, data):
    whole = carried_out(compared(rows_parsed(*people)))
    sides = [data.draw(st.sampled_from(["first", "second", "both"])) for _ in people]
    divided = [
        rows_parsed(
            *(one for one, side in zip(people, sides, strict=True) if side in {here, "both"}),
            title=title,
        )
        for here, title in [("first", "Daftar Guru"), ("second", STAFF)]
    ]
    mixed = data.draw(st.permutations(divided))
    assert everyone(carried_out(compared(*mixed))) == everyone(whole)


@often
@given(people_in_dapodik(), st.integers(1, 3), st.data())
def test_importing_again_changes_nothing_however_often(people, times, data):
    have = carried_out(compared(rows_parsed(*people)))
    for _ in range(times):
        again = compared(rows_parsed(*data.draw(st.permutations(people))), known=have)
        assert {entry.state for entry in again.entries} == {"unchanged"}
        assert (again.missing, again.problems) == ([], [])
        have = carried_out(again, have)


@often
@given(people_of_ours(), st.sampled_from(["xlsx", "csv"]))
def test_what_we_export_we_import_without_a_change(people, kind):
    header = [text for _, text in OWN_COLUMNS]
    rows = [own_row(person) for person in people]
    content = as_csv(header, rows) if kind == "csv" else as_xlsx([("Guru", header, rows)])
    have = [known(pk, **person) for pk, person in enumerate(people, start=1)]
    plan = compared(parsed(content), known=have)
    assert {(entry.state, entry.changes) for entry in plan.entries} == {("unchanged", ())}
    assert (len(plan.entries), plan.missing, plan.problems) == (len(people), [], [])


@often
@given(st.binary(max_size=300) | st.binary(max_size=100).map(b"Nama;NIP;NUPTK\n".__add__))
def test_no_bytes_break_the_reader(content):
    with suppress(Refused):
        parsed(content)
