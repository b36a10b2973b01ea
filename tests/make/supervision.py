"""Instruments, cycles, visits, and what is said of them."""

import uuid

from schools.access import Role
from supervision.kinds import State, VisitKind, Voice
from supervision.models import (
    BandSet,
    Cycle,
    Feedback,
    FollowUp,
    Instrument,
    InstrumentVersion,
    Participant,
    Photo,
    PrivateNote,
    Problem,
    Reflection,
    Remark,
    Result,
    SavedSheet,
    Sheet,
    Visit,
)

from . import schools, staff
from .basics import A_DAY, numbers


def rubric(codes="ABC-01 ABC-02 ABC-03 ABC-04", low=1, high=4, **content):
    """The text of a small instrument: one aspect, levels with numbers."""
    levels = range(low, high + 1)
    described = {str(value): {"id": f"Tingkat {value}"} for value in levels}
    items = [
        {
            "code": code,
            "measures": {"id": f"Butir {code}"},
            "descriptors": described,
            "required_evidence": False,
            "allow_na": True,
        }
        for code in codes.split()
    ]
    return {
        "schema": 1,
        "id": "lembar",
        "version": 1,
        "name": {"id": "Lembar"},
        "purpose": {"id": "Untuk uji"},
        "use": "scored_visit",
        "target": {"kinds": ["class_teacher"], "filled_by": ["principal", "observer"]},
        "scale": {
            "type": f"levels_{low}_{high}",
            "labels": [{"value": value, "id": f"Label {value}"} for value in levels],
            "allow_na": True,
        },
        "result": "percent",
        "suggested_bands": "set",
        "aspects": [
            {
                "code": "A",
                "name": {"id": "Aspek"},
                "weight": 1,
                "stage": "teaching",
                "items": items,
            }
        ],
        **content,
    }


def instrument_version(school=None, content=None, **fields):
    content = content or rubric()
    instrument = Instrument.objects.create(
        school=school, key=f"lembar-{next(numbers)}", name=content["name"]["id"], use=content["use"]
    )
    return InstrumentVersion.objects.create(
        instrument=instrument, **{"number": 1, "content": content, **fields}
    )


BANDS = [
    {"from": 0, "label": {"id": "Kurang"}, "shape": "triangle_down", "tone": 2},
    {"from": 51, "label": {"id": "Cukup"}, "shape": "square", "tone": 3},
    {"from": 71, "label": {"id": "Baik"}, "shape": "circle", "tone": 4},
]


def band_set(school=None, bands=None, **fields):
    n = next(numbers)
    name = fields.setdefault("name", f"Set {n}")
    content = {"id": f"set-{n}", "name": {"id": name}, "bands": bands or BANDS}
    return BandSet.objects.create(
        **{"school": school, "key": f"set-{n}", "content": content} | fields
    )


def cycle(school, **fields):
    fields.setdefault("term", school.terms.first() or schools.term(school=school))
    fields.setdefault("planned_by", None)
    fields["planned_by"] = fields["planned_by"] or schools.user()
    return Cycle.objects.create(
        school=school,
        **{"number": 1, "focus": "Murid bertanya", "criterion": "Tiga pertanyaan", **fields},
    )


def participant(cycle, person, **fields):
    return Participant.objects.create(cycle=cycle, person=person, **fields)


def problem(cycle, **fields):
    return Problem.objects.create(cycle=cycle, **{"text": "Penutup dikalahkan bel", **fields})


def reflection(cycle, by, **fields):
    return Reflection.objects.create(cycle=cycle, written_by=by, **fields)


def visit(school=None, person=None, observer=None, **fields):
    """A visit that both have agreed on; say `state` for one that has come further."""
    if person is None and fields.get("kind") != VisitKind.WALK:
        person = staff.person(school, user=schools.user())
    observer = observer or schools.user(Role.PRINCIPAL, school)
    return Visit.objects.create(
        school=school,
        person=person,
        observer=observer,
        **{
            "kind": VisitKind.LESSON,
            "state": State.AGREED,
            "date": A_DAY,
            "focus": "Murid bertanya",
            "planned_by": observer,
            **fields,
        },
    )


def sheet(visit, values=None, **fields):
    """A sheet on which `values` stand: {"ABC-01": 3} means scores."""
    cells = {
        key if "." in key else f"{key}.score": {"value": value, "revision": 1}
        for key, value in (values or {}).items()
    }
    return Sheet.objects.create(
        visit=visit,
        **{
            "voice": Voice.OBSERVER,
            "version": visit.version,
            "cells": cells,
            "revision": 1 if cells else 0,
            **fields,
        },
    )


def saved_sheet(sheet, **fields):
    fields.setdefault("by", sheet.visit.observer)
    return SavedSheet.objects.create(
        **{
            "id": uuid.uuid4(),
            "sheet": sheet,
            "digest": "0" * 64,
            "base": 0,
            "changes": {},
            "answer": {},
            **fields,
        }
    )


def photo(sheet, **fields):
    by = fields.pop("by", None) or sheet.visit.observer
    file = schools.stored_file(school=sheet.visit.school, user=by, content_type="image/jpeg")
    return Photo.objects.create(id=uuid.uuid4(), sheet=sheet, file=file, by=by, **fields)


def remark(visit, **fields):
    return Remark.objects.create(
        visit=visit,
        **{
            "moment": Remark.Moment.OWN_VIEW,
            "voice": Voice.OWN,
            "text": "Penutupnya terburu-buru.",
            "by": visit.observer,
            **fields,
        },
    )


def feedback(visit, **fields):
    parts = {
        "goal": "Tiga pertanyaan",
        "seen": "Dua",
        "gap": "Satu lagi",
        "next_step": "Beri waktu",
    }
    return Feedback.objects.create(visit=visit, **parts | fields)


def follow_up(visit, **fields):
    return FollowUp.objects.create(
        visit=visit,
        **{
            "owner": visit.person,
            "text": "Tulis tiga pertanyaan",
            "sign": "Ada di rencana",
            "due": A_DAY,
            **fields,
        },
    )


def result(visit, **fields):
    return Result.objects.create(visit=visit, found_by=visit.observer, **fields)


def private_note(author, **fields):
    return PrivateNote.objects.create(author=author, **{"text": "Untuk saya sendiri", **fields})
