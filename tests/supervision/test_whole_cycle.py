"""A cycle from shared planning to a signed report, through the pages that people use."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from supervision.kinds import State
from supervision.models import Cycle, Participant, Problem, Sheet, Visit
from tests import make
from tests.printed import text

TODAY = timezone.localdate


@pytest.fixture
def people(school, principal, teacher):
    make.person(school, "principal", user=principal, name="Bu Kepala")
    return make.person(school, user=teacher, name="Bu Guru")


@pytest.fixture
def term(school):
    first, last = TODAY() - timedelta(days=30), TODAY() + timedelta(days=30)
    return make.term(school=school, first_day=first, last_day=last)


class Reader:
    """Someone at the pages: opens them, and sends their forms as they stand, with changes."""

    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user)

    def sends(self, name, *args, **fields):
        url = reverse(f"supervision:{name}", args=args)
        form = self.client.get(url).context["form"]
        shown = {field.html_name: field.value() for field in form}
        filled = {key: value for key, value in (shown | fields).items() if value is not None}
        answer = self.client.post(url, filled)
        errors = answer.context["form"].errors if answer.context else {}
        assert answer.status_code == 302, (name, dict(errors))

    def reads(self, name, *args):
        answer = self.client.get(reverse(f"supervision:{name}", args=args))
        assert answer.status_code == 200
        return answer


def test_a_cycle_goes_from_a_shared_plan_to_a_report_to_sign(
    school, principal, teacher, people, term
):
    leads, teaches = Reader(principal), Reader(teacher)
    version = make.instrument_version(school)
    leads.sends(
        "cycle_create",
        term=term.pk,
        number=1,
        focus="Murid bertanya",
        criterion="Sedikitnya 60 persen",
        at_least="60",
        version=version.pk,
        band_set=make.band_set(school).pk,
        people=[people.pk],
    )
    cycle = Cycle.objects.get()
    teaches.sends("participant_accept", Participant.objects.get().pk)
    leads.sends("cycle_advance", cycle.pk)

    leads.sends("visit_create", person=people.pk, cycle=cycle.pk, date=TODAY().isoformat())
    visit = Visit.objects.get()
    assert (visit.version, visit.observer, visit.state) == (version, principal, State.PLANNED)
    teaches.sends("visit_accept", visit.pk)
    leads.sends("cycle_advance", cycle.pk)

    leads.reads("sheet", visit.pk)
    save(leads, Sheet.objects.get(visit=visit), {"ABC-01.score": 3, "ABC-02.score": 2})
    leads.sends("finish", visit.pk)
    assert teaches.client.get(reverse("supervision:sheet", args=[visit.pk])).status_code == 404
    teaches.sends("remark_create", visit.pk, text="Penutupnya terburu-buru.")
    parts = {"goal": "Tiga tanya", "seen": "Dua", "gap": "Satu lagi", "next_step": "Beri waktu"}
    leads.sends("feedback_create", visit.pk, **parts)
    leads.sends("visit_share", visit.pk)
    teaches.reads("sheet", visit.pk)
    teaches.sends("visit_read", visit.pk, text="Terima kasih, saya coba Senin.")
    leads.sends("visit_finalise", visit.pk)

    leads.sends("cycle_advance", cycle.pk)
    leads.sends("problem_create", cycle.pk, text="Penutup dikalahkan bel")
    leads.sends("problem_decide", Problem.objects.get().pk, state="solved", reason="Ada jam pasir")
    told = dict.fromkeys(["gains", "challenges", "factors", "next_step"], "Ada")
    leads.sends("reflection", cycle.pk, **told)
    teaches.sends("reflection", cycle.pk, gains="Saya berani menunggu.")
    leads.sends("cycle_verdict", cycle.pk, is_met="yes", met_note="62,50%, n = 1")
    leads.sends("cycle_advance", cycle.pk)
    cycle.refresh_from_db()
    assert cycle.stage == "closed"

    report = text(leads.reads("report_pdf", cycle.pk).content)
    for words in ["Bu Guru", "62,50", "Bu Kepala", "Saya berani menunggu.", "Ada jam pasir"]:
        assert words in report
    record = text(teaches.reads("record_pdf", visit.pk).content)
    assert "Terima kasih, saya coba Senin." in record


def save(reader, sheet, changes):
    url = reverse("supervision:sheet_save", args=[sheet.pk, uuid.uuid4()])
    body = json.dumps({"base": 0, "changes": changes, "device": "HP"})
    assert reader.client.put(url, body, content_type="application/json").status_code == 200
