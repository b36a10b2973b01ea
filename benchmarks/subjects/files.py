"""Lists in and tables out, beside the bare library that reads or writes them."""

import json
import subprocess
import sys
from datetime import date
from io import BytesIO

from django.db import transaction
from python_calamine import CalamineWorkbook

from config.processes import ROOT
from schools.models import School
from staff.kinds import Kind
from staff.models import Person, Placement
from staff.services import imports
from tests.staff.dapodik import lists

from ..district import invented_name
from ..exporting import HEADER
from ..measuring import Line, Ratio, seconds, side_by_side
from ..nation import add_school
from ..rows import Rows, after_the_last


def measure(worlds):
    with worlds.district():
        yield people_in(worlds)
    yield rows_out(worlds)


# In: people of a school


def people_in(worlds):
    content = list_of(worlds.scale.people)
    found = side_by_side(
        worlds.scale.rounds - 1,
        product=lambda: undone(product, content),
        bare=lambda: undone(bare, content),
        read=lambda: imports.parse_files([("guru.xlsx", content)]),
    )
    ratio = found.ratio("product", "bare")
    return Line(
        f"import {worlds.scale.people:,} people (parse, check, compare, write)"
        " ÷ bare calamine + bulk_create",
        "≤ 4",
        str(ratio),
        ratio.middle <= 4,
        made_of=f"{seconds(found.of('product'))}, of which {seconds(found.of('read'))} is reading"
        f" and checking; bare {seconds(found.of('bare'))}",
        limits="Each new person and each placement is an INSERT of its own, with a look at whether"
        " another school is home. A list of Dapodik is that of one school, some hundred people at"
        " most.",
    )


def list_of(people):
    rows = Rows()
    rows.rng.seed("people")
    return lists.xlsx(
        lists.table(*(somebody(rows.rng, number) for number in range(people)), private={})
    )


def somebody(rng, number):
    born = date.fromordinal(date(1965, 1, 1).toordinal() + rng.randrange(12_000))
    return {
        "Nama": invented_name(rng),
        "NUPTK": "9999" + lists.digits(12, number),
        "JK": rng.choice("LP"),
        "Tanggal Lahir": born.isoformat(),
        "Status Kepegawaian": "PNS",
        "Jenis PTK": "Guru Kelas",
        "HP": "0812" + lists.digits(8, number),
        "Pangkat Golongan": "III/c",
    }


def undone(write, content):
    with transaction.atomic():
        rows = Rows(start=after_the_last)
        school = add_school(rows, School.objects.first().district, None, 1)
        school.save()
        write(school, content)
        transaction.set_rollback(True)


def product(school, content):
    parsed = imports.parse_files([("guru.xlsx", content)])
    plan = imports.plan_for(school, parsed, by=None)
    counts = imports.write(school, plan, by=None)
    assert counts["added"] > 0, plan.problems[:3]


def bare(school, content):
    table = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    head = next(row for row in table if "Nama" in row)
    at = {name: head.index(name) for name in ("Nama", "NUPTK", "JK", "Tanggal Lahir", "HP")}
    people = Person.objects.bulk_create(
        Person(
            name=row[at["Nama"]],
            nuptk=row[at["NUPTK"]],
            sex=row[at["JK"]],
            birth_date=row[at["Tanggal Lahir"]],
            phone=row[at["HP"]],
        )
        for row in table[table.index(head) + 1 :]
    )
    since = date(2025, 7, 1)
    Placement.objects.bulk_create(
        Placement(person=person, school=school, kind=Kind.CLASS_TEACHER, since=since)
        for person in people
    )


# Out: rows into a workbook, each time in a process of its own, whose memory tells


def rows_out(worlds):
    rows = worlds.scale.rows
    rounds = [(alone("product", rows), alone("bare", rows)) for _ in range(worlds.scale.rounds)]
    quarter = alone("product", rows // 4)
    ratio = Ratio([ours["seconds"] / theirs["seconds"] for ours, theirs in rounds])
    ours, theirs = rounds[-1]
    flat = ours["peak"] <= quarter["peak"] * 1.2
    return Line(
        f"export {rows:,} rows ÷ bare xlsxwriter",
        "≤ 2, flat memory",
        f"{ratio}; {ours['peak']:.0f} MiB at {rows:,} rows, {quarter['peak']:.0f} at a quarter",
        ratio.middle <= 2 and flat,
        made_of=f"{seconds(ours['seconds'])} and {seconds(theirs['seconds'])}; bare xlsxwriter in"
        f" constant memory {theirs['peak']:.0f} MiB; {len(HEADER)} columns",
        limits="Rows wait on disk; the packed workbook is one piece of bytes.",
    )


def alone(which, rows):
    run = [sys.executable, "-m", "benchmarks.exporting", which, str(rows)]
    return json.loads(subprocess.run(run, cwd=ROOT, capture_output=True, check=True).stdout)
