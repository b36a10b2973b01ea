"""Every number of the page of a term opens the rows it was counted from, and they count to it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.test.html import Element, parse_html
from django.urls import reverse

from reports.calculations import sums
from reports.calculations.units import POINT
from reports.models import Summary
from reports.readings import origins
from reports.readings.term import TermReading
from reports.tasks import count
from schools.access import Role
from schools.models import AuditEntry
from staff.kinds import Kind
from staff.models import Person
from supervision.kinds import State
from supervision.services import results
from tests import make

from .numbers import lines, person_line, promise, sample

pytestmark = pytest.mark.django_db
ROWS = re.compile(r"/laporan/semester/\d+/baris/([\w-]+)/")
STAGES = ("all", "planning", "teaching", "evaluation")


# A page as its reader sees it


def found(node, name, **attributes):
    """Elements of that name below `node` that have these attributes among theirs."""
    for child in node.children if isinstance(node, Element) else ():
        if isinstance(child, Element):
            there = dict(child.attributes)
            if child.name == name and all(
                value in there.get(key.strip("_"), "").split() for key, value in attributes.items()
            ):
                yield child
            yield from found(child, name, **attributes)


def text(node):
    if not isinstance(node, Element):
        return node
    if node.name in {"svg", "script"}:
        return ""
    return " ".join(" ".join(map(text, node.children)).split())


def doors(page):
    """(key, address, words) of each link to rows."""
    for link in found(page, "a"):
        address = dict(link.attributes)["href"]
        if match := ROWS.match(address):
            yield match[1], address, text(link)


def cells_of(page):
    """The bodies of tables on the page, as words: of one, or of none where nobody is named."""
    return [
        [text(cell) for cell in row.children if isinstance(cell, Element)]
        for body in found(page, "tbody")
        for row in found(body, "tr")
    ]


def number(words):
    """“−6.25” and “6” as numbers, without the sign; None where a dash stands."""
    match = re.fullmatch(r"[+−]?(\d[\d,]*(\.\d+)?)", words)
    return Decimal(match[1].replace(",", "")) if match else None


def pair(words):
    done, _of, of = words.partition(" of ")
    return (int(done), int(of)) if of else None


def come_to(key, rows):
    """What rows count to, by what stands in them."""
    if key.startswith("month-"):
        held, agreed = (sum(number(row[place]) or 0 for row in rows) for place in (2, 1))
        return f"{held} of {agreed}"
    last = [row[-1] for row in rows]
    if last and all(words in {"yes", "not yet"} for words in last):
        return f"{last.count('yes')} of {len(last)}"
    if pairs := [one for words in last if (one := pair(words))]:
        done, of = map(sum, zip(*pairs, strict=True))
        return f"{Decimal(100 * done) / of:.2f}" if key.startswith("item-") else f"{done} of {of}"
    values = [one for words in last if (one := number(words)) is not None]
    if values:
        return str(sum(values)) if key == "agreed" else f"{sum(values) / len(values):.2f}"
    return str(len(rows))


def means_of(page):
    """Of each column of numbers, first to last."""
    columns = zip(*(row[1:] for row in cells_of(page)), strict=True)
    return [come_to("", [[words] for words in column]) for column in columns]


def agree(told, words):
    """“12” of those who took part is said of “12 of 13”; a sentence may say “5” of “5 of 7”."""
    alike = re.search(rf"(?<![\d.]){re.escape(told)}(?![\d.])", words)
    return alike or told.split(" of ")[0] == words


def open_all(client, summary):
    """Follow each link of the page of a term: the keys, after what stood there was counted."""
    page = parse_html(client.get(summary.get_absolute_url()).content.decode())
    keys = set()
    for key, address, words in doors(page):
        answer = client.get(address)
        assert answer.status_code == 200, key
        behind = parse_html(answer.content.decode())
        told = come_to(key, cells_of(behind))
        head = text(next(found(behind, "p", class_="rp-opened")))
        assert agree(told, head), (key, told, head)
        assert words in head or head in words or key.startswith("change-"), (key, words, head)
        if key.startswith("change-"):  # a figure has the mean of either term
            told = next((one for one in means_of(behind) if agree(one, words)), told)
        assert agree(told, words), (key, told, words)
        keys.add(key)
    return keys


# A school in which everything happened


@pytest.fixture
def term(school):
    return make.term(school=school, code="20252")


@pytest.fixture
def version(school):
    return make.instrument_version(school)


def measured(person, n, version, **fields):
    """Whole percents, so that their mean stands on the page as it is."""
    return person_line(
        person,
        values={stage: (60 + n + place) * POINT for place, stage in enumerate(STAGES)},
        before={stage: (54 + place) * POINT for place, stage in enumerate(STAGES)},
        items={str(version.pk): {"ABC-01": [n % 4 + 1, 4], "ABC-02": [2, 4]}},
        **fields,
    )


@pytest.fixture
def rich(school, neighbour, term, version):
    """Of every kind there is one row that the principal may not open."""
    group = make.group(school)
    elsewhere = make.group(neighbour)
    teachers = [make.person(school) for _ in range(6)] + [make.person(neighbour)]
    people = [
        measured(
            person,
            n,
            version,
            groups=[group.pk],
            visited=n != 2,
            met=n % 2 == 0 if n < 5 else None,
            did=["asked", "attended", "shared", "tried", "seen"][: n % 5 + 1],
        )
        for n, person in enumerate(teachers)
    ]
    people += [
        person_line(
            make.person(school, kind=Kind.LIBRARIAN),
            work="staff",
            visited=bool(n),
            values={"all": (70 + n) * POINT, "quality": 66 * POINT},
            before={},
            items={},
        )
        for n in range(3)
    ]
    people.append(person_line(make.person(school, kind=Kind.PRINCIPAL), work="head"))
    meetings = [
        make.meeting(one, state="held", title=f"Bahas kartu {n}")
        for n, one in enumerate([group, group, elsewhere])
    ]
    visit = make.visit(school, teachers[0], state="shared")
    steps = [make.follow_up(visit), make.follow_up(make.visit(neighbour))]
    tasks = [make.task(meeting) for meeting in meetings]
    ideas = [make.practice(school, title="Kartu peran"), make.practice(neighbour)]
    factor = make.factor(school, code="perahu", name="Jadwal perahu")
    marks = [
        make.mention(school, factor=factor, quote="Perahu datang siang"),
        make.mention(neighbour),
    ]
    support = [make.support(school), make.support(neighbour)]
    kept = {
        "groups": 1,
        "months": {
            "2026-01": {"goal": 2, "known": 2, "held": 1, "missed": 1},
            "2026-02": {"goal": 2, "known": 2, "held": 2, "missed": 0},
            "2026-03": {"goal": 2},
        },
    }
    less = {"groups": 1, "months": {"2026-01": {"goal": 1, "known": 1, "held": 1, "missed": 0}}}
    found = lines(
        *people,
        steps=[
            promise(True, row=str(steps[0].pk), person=teachers[0].pk),
            promise(False, row=str(steps[1].pk), person=teachers[6].pk, due="2025-06-01"),
            promise(False, row="1", person=teachers[1].pk, due="2026-12-01"),
            promise(False, row="2", person=teachers[1].pk, closed="2026-08-01"),
        ],
        meetings=[
            {
                "row": str(meeting.pk),
                "group": meeting.group_id,
                "kind": "session",
                "date": f"2026-0{n + 1}-10",
                "state": "held",
                "marks": {"present": 3 + n, "sick": 1} if n else {},
            }
            for n, meeting in enumerate(meetings)
        ],
        groups=[
            {"row": group.pk, "kept": kept},
            {"row": elsewhere.pk, "kept": less},
            {"row": make.group(school).pk, "kept": {}},
        ],
        voices=[
            {"row": "1", "group": group.pk, "is_ours": True, "person": one.pk}
            for one in teachers[:3]
        ],
        tasks=[promise(n != 1, row=str(task.pk), group=group.pk) for n, task in enumerate(tasks)],
        practices=[
            {"row": str(idea.pk), "group": group.pk, "tried": True, "seen": not n}
            for n, idea in enumerate(ideas)
        ],
        named=[
            {"row": row, "group": group.pk, "way": way, "code": "perahu", "sentence": sentence}
            | {"is_answered": False}
            for row, way, sentence in [
                (str(marks[0].pk), "hinder", str(marks[0].pk)),
                (str(marks[1].pk), "hinder", str(marks[0].pk)),
                (str(marks[1].pk), "help", str(marks[1].pk)),
            ]
        ],
        programmes=[
            {
                "row": str(one.pk),
                "levels": "",
                "sessions": 4,
                "before": {"below": 3},
                "after": after,
            }
            for one, after in zip(support, [{"below": 1}, {"below": 2}], strict=True)
        ],
    )
    before = lines(
        *(measured(person, 1, version) for person in teachers[:3]),
        practices=[{"row": "1", "group": group.pk, "tried": True, "seen": False}],
    )
    earlier = make.term(school=school, code="20242", first_day="2025-01-06", last_day="2025-06-20")
    make.summary(earlier, numbers=sums.numbers(before, "2026-11-01"), lines=before)
    return make.summary(term, numbers=sums.numbers(found, today(term)), lines=found)


def today(term):
    return f"{make.a_moment().astimezone(term.school.zone).date()}"


@pytest.fixture
def reader(client, school):
    client.force_login(make.user(Role.PRINCIPAL, school))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def rows(summary, key):
    return reverse("reports:rows", args=[summary.pk, key])


def test_every_link_opens_rows_that_count_to_its_number(reader, rich, version):
    """Also those of the term before, that stand beside."""
    assert rows(Summary.objects.exclude(pk=rich.pk).get(), "ideas-seen") in page_of(reader, rich)
    keys = open_all(reader, rich)
    families = {"change-teaching", "result-planning", "result-staff-quality", "change-all"}
    families |= {"steps-done", "steps-open", "steps-late", "steps-dropped", "month-2026-03"}
    families |= {"depth-attended", "depth-shared", "depth-tried", "depth-seen"}
    families |= {"factor-help-perahu", "factor-hinder-perahu", f"item-{version.pk}-ABC-01"}
    wanted = set(origins.PLAIN) | families
    assert keys >= wanted, wanted - keys


def page_of(reader, summary):
    return reader.get(summary.get_absolute_url()).content.decode()


def test_what_a_worker_counted_opens_as_well(reader, school, version):
    term = make.term(
        school=school,
        first_day=make.A_DAY - timedelta(30),
        last_day=make.A_DAY + timedelta(90),
    )
    group = make.group(school, times=2, per="month")
    members = [make.member(group, make.person(school, user=make.user())) for _ in range(3)]
    for n, member in enumerate(members):
        visit = make.visit(
            school, member.person, version=version, state=State.READ, shared_at=make.a_moment()
        )
        make.sheet(visit, dict.fromkeys(version.rubric.codes, n + 2))
        make.follow_up(visit, due=make.A_DAY)
        results.finalise(visit, by=visit.observer)
    meeting = make.meeting(group, state="held")
    make.meeting(group, state="missed", reason="Hujan", date=make.A_DAY + timedelta(7))
    for member, mark in zip(members, ["present", "present", "sick"], strict=True):
        make.attendance(meeting, member, mark=mark)
    make.decision(meeting).voices.add(members[0])
    make.task(meeting, members[1], due=make.A_DAY)
    make.adoption(make.practice(school, members[0].person, group=group), members[1].person)
    make.mention(school, meeting=meeting)
    support = make.support(school, term=term.code)
    for moment in ["start", "end"]:
        make.measure(support, moment=moment, n=8, below=3, counts={})
    summary = Summary.objects.create(term=term)
    count(summary.pk)
    summary.refresh_from_db()
    keys = open_all(reader, summary)
    assert keys >= {"teachers", "visited-teacher", "held", "attendance", "voices", "tasks", "steps"}
    assert keys >= {"ideas-tried", "programmes", "depth-attended", "result-teaching"}


def test_only_those_who_read_the_summary_open_its_rows(client, rich, school):
    address = rows(rich, "teachers")
    for role in [Role.TEACHER, Role.OPERATOR, Role.DISTRICT]:
        client.force_login(make.user(role, school.district if role == Role.DISTRICT else school))
        assert client.get(address).status_code == 404, role
    client.force_login(make.user(Role.SUPERVISOR, school.cluster))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "key",
    ["nothing", "result-", "result-x", "depth-x", "steps-x", "factor-x-y", "change-", "month-13"],
)
def test_what_is_no_number_is_not_there(reader, rich, key):
    assert reader.get(rows(rich, key)).status_code == 404


@pytest.mark.parametrize("key", ["item-x-y", "item-1-NO", "month-2030-01", "factor-help-unknown"])
def test_a_number_without_rows_says_so(reader, rich, key):
    assert "Nothing was counted here" in reader.get(rows(rich, key)).content.decode()


def test_a_name_out_of_sight_is_not_shown_and_yet_counted(reader, rich):
    hidden = Person.objects.get(pk=rich.lines["people"][6]["person"]).name
    for key, n in [("teachers", 7), ("result-all", 7), ("depth-attended", 5), ("voices", 3)]:
        page = reader.get(rows(rich, key)).content.decode()
        assert hidden not in page, key
        assert len(cells_of(parse_html(page))) == n, key
    last = cells_of(parse_html(reader.get(rows(rich, "result-all")).content.decode()))[-1]
    assert last == ["Somebody", "66.00"]
    last = cells_of(parse_html(reader.get(rows(rich, "attendance")).content.decode()))[-1]
    assert last == ["A meeting", "", "", "5 of 6"]


def test_of_those_who_worked_together_names_stand_alone_and_in_order(reader, rich):
    for key in ["voices", "depth-attended", "depth-tried"]:
        page = parse_html(reader.get(rows(rich, key)).content.decode())
        names = [name for (name,) in cells_of(page) if name != "Somebody"]
        assert names == sorted(names, key=str.casefold), key
        (table,) = found(page, "table")
        assert not list(found(table, "a")), key


def test_the_reading_is_recorded(reader, rich):
    reader.get(rows(rich, "teachers"))
    assert AuditEntry.objects.filter(action="read", subject=AuditEntry.name_of(rich)).exists()


def test_what_was_chosen_goes_along():
    reading = TermReading(sample(), {}, summaries=(3, 4), query="kelompok=7")
    assert reading.opened("held") == "/laporan/semester/4/baris/held/?kelompok=7"
    assert reading.opened_before("item-1-A") == "/laporan/semester/3/baris/item-1-A/?kelompok=7"
    bars = reading.depth.plot["data"][0]["customdata"]
    assert bars[0] == "/laporan/semester/4/baris/depth-attended/?kelompok=7"
