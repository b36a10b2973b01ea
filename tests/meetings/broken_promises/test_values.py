"""What is sent for a record, and the numbers and days that are counted from it."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db


class TestWhatIsSent:
    @pytest.mark.parametrize("page", ["record_people", "practice_create", "heard_create"])
    def test_nonsense_in_an_address_is_no_fault_of_ours(self, get, group, chair, page):
        user, nonsense = chair.person.user, "x\x00\ud800"[:2]
        meeting, difference = make.meeting(group), make.difference(group)
        args = {"record_people": [meeting.pk], "heard_create": [difference.pk]}.get(page, [])
        queries = [
            {"cari": nonsense},
            {"text": nonsense, "title": nonsense},
            {"member": "9" * 30},
            {"member": nonsense},
        ]
        assert {get(user, page, *args, **query).status_code for query in queries} == {200}

    @pytest.mark.parametrize("key", ["9" * 30, "-1", "\x00", "x", "²"])
    @pytest.mark.parametrize("name", ["difference", "problem", "meeting", "from"])
    def test_a_key_that_is_none_leads_nowhere(self, get, group, chair, name, key):
        practice = make.practice(group=group)
        user = chair.person.user
        answers = [
            get(user, "practice_create", **{name: key}).status_code,
            get(user, "difference_create", group.pk, **{name: key}).status_code,
            get(user, "practice_adopt", practice.pk, **{name: key}).status_code,
            get(user, "practice", practice.pk, page=key, show=key).status_code,
        ]
        assert set(answers) <= {200, 404}

    def test_a_number_beyond_any_table_leads_nowhere(self, client, chair):
        client.force_login(chair.person.user)
        names = [
            "group",
            "group_update",
            "difference",
            "practice",
            "support",
            "factor",
            "level_set",
        ]
        names += ["member_update", "series_update", "position_update", "heard_update"]
        urls = [reverse(f"meetings:{name}", args=[10**25]) for name in names]
        assert {client.get(url).status_code for url in urls} <= {404}

    def test_a_caption_that_no_database_keeps_is_no_fault_of_ours(self, client, group, chair):
        from ..test_meeting_files import picture

        meeting = make.meeting(group)
        client.force_login(chair.person.user)
        url = reverse("meetings:meeting_photo", args=[meeting.pk, uuid.uuid4()])
        answer = client.put(f"{url}?caption=Papan%00", picture(), content_type="image/jpeg")
        assert answer.status_code == 200

    def test_a_calendar_gets_no_line_that_somebody_typed(self, client, group, chair):
        hostile = "KKG\r\nATTENDEE:mailto:x@example.org\rEND:VEVENT\x0bBEGIN:VALARM\u2028X:1"
        group.name = hostile[:120]
        group.save()
        make.meeting(group, title=hostile, place=hostile, bring=hostile, date=timezone.localdate())
        link = make.calendar_link(chair.person.user)
        feed = client.get(reverse("meetings:calendar_feed", args=[link.key])).content.decode()
        lines = feed.splitlines()
        assert not [line for line in lines if line.startswith(("ATTENDEE", "BEGIN:VALARM", "X:1"))]
        assert lines.count("END:VEVENT") == 1

    @pytest.mark.parametrize("page", ["invitation_pdf", "attendance_pdf", "minutes_pdf"])
    def test_a_paper_is_named_after_any_group(self, get, held_meeting, chair, page):
        held_meeting.group.name = 'KKG\r\nSet-Cookie: a="b"; \u202eexe.fdp / ..\\ 🙂'
        held_meeting.group.save()
        answer = get(chair.person.user, page, held_meeting.pk)
        assert answer.status_code == 200
        assert "\n" not in answer["Content-Disposition"]
        assert "Set-Cookie" not in answer.headers


class TestNumbersAndDays:
    @pytest.mark.parametrize("day", ["1899-12-31", "2999-01-01", "0000-00-00", "9" * 30, " "])
    @pytest.mark.parametrize(
        ("page", "field"),
        [("meeting_create", "date"), ("meeting_move", "date"), ("series_create", "last_day")],
    )
    def test_a_day_out_of_reach_is_told_in_words(self, errors, group, chair, page, field, day):
        key = make.meeting(group).pk if page == "meeting_move" else group.pk
        facts = {"title": "KKG", "kind": "session", "weekday": 5, "first_day": "2025-09-01"}
        facts |= {"mode": "direct", "reason": "Perahu"}
        assert field in errors(chair.person.user, page, key, **facts | {field: day})

    @pytest.mark.parametrize("page", ["meeting_create", "meeting_move", "series_create"])
    def test_an_end_before_its_start_is_told_in_words(self, errors, group, chair, page):
        key = make.meeting(group).pk if page == "meeting_move" else group.pk
        days = {"date": "2025-09-13", "first_day": "2025-09-01", "last_day": "2025-12-01"}
        facts = {"title": "KKG", "kind": "session", "weekday": 5, "mode": "direct", "reason": "x"}
        hours = {"start": "10:00", "end": "09:00"}
        assert errors(chair.person.user, page, key, **days, **facts, **hours)

    @pytest.mark.parametrize("number", ["-1", "1001", "40000", "9" * 30, "1e400", "NaN", "²"])
    def test_a_number_no_class_has_is_told_in_words(self, errors, principal, school, number):
        support = make.support(school, target=75)
        given = {"date": "2025-09-01", "n": number, "mean": number, "below": number}
        found = errors(principal, "measure", support.pk, "awal", **given)
        assert {"n", "mean", "below"} <= set(found)

    @pytest.mark.parametrize("number", ["-1", "14", "40000", "9" * 30, "1e400", "²"])
    def test_a_grade_no_school_has_is_told_in_words(self, errors, group, chair, number):
        facts = {"title": "Satu bekerja", "grade": number}
        assert "grade" in errors(chair.person.user, "problem_create", group.pk, **facts)
