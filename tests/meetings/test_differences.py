"""Differing opinions: both sides stand side by side and are heard; what followed can be read."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings.calculations.differences import sides
from meetings.kinds import MeetingState, Settled
from meetings.models import Difference, Heard, Position
from meetings.services import differences as services
from schools.access import Role
from schools.models import AuditEntry
from tests import make


@pytest.fixture
def group(school, neighbour):
    return make.group(school, neighbour, name="KKG Mutiara")


@pytest.fixture
def jannah(group, school, teacher):
    return make.member(group, make.person(school, user=teacher, name="Jannah"))


@pytest.fixture
def ramlah(group, school):
    return make.member(group, make.person(school, user=make.user(), name="Ramlah"))


@pytest.fixture
def difference(group, jannah, ramlah):
    row = make.difference(group, topic="PR tiap hari atau tidak")
    make.position(row, text="PR membiasakan").members.set([ramlah])
    make.position(row, text="PR dikerjakan di jalan").members.set([jannah])
    return row


@pytest.fixture
def at(client):
    """Opens a page as somebody; with fields, sends them."""

    def go(member, name, /, *args, query="", **fields):
        client.force_login(getattr(getattr(member, "person", None), "user", None) or member)
        url = reverse(f"meetings:{name}", args=args) + query
        return client.post(url, fields) if fields else client.get(url)

    return go


def words(page):
    assert page.status_code == 200
    return page.content.decode()


def settling(**fields):
    return {"settled": "agreement", "decision": "", "practice": "", "review_on": "", **fields}


# Opening


def test_any_member_opens_a_difference_with_both_sides(at, group, jannah, ramlah):
    meeting = make.meeting(group, state=MeetingState.HELD)
    answer = at(
        jannah,
        "difference_create",
        group.pk,
        query=f"?meeting={meeting.pk}",
        topic="PR tiap hari?",
        text_1="Membiasakan",
        evidence_1="Buku kelas 3 lebih rapi",
        members_1=[ramlah.pk],
        text_2="Dikerjakan di jalan",
        members_2=[jannah.pk],
    )
    row = Difference.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    assert list(row.meetings.all()) == [meeting]
    assert [(one.text, one.evidence, list(one.members.all())) for one in row.positions.all()] == [
        ("Membiasakan", "Buku kelas 3 lebih rapi", [ramlah]),
        ("Dikerjakan di jalan", "", [jannah]),
    ]


def test_the_other_side_can_wait_and_its_absence_is_said(at, group, jannah):
    at(jannah, "difference_create", group.pk, topic="PR?", text_1="Membiasakan")
    row = Difference.objects.get()
    page = at(jannah, "difference", row.pk)
    assert len(page.context["voices"]) == 1
    assert reverse("meetings:position_create", args=[row.pk]) in words(page)
    assert "vo-missing" in words(page)


def test_evidence_for_nothing_asks_for_the_opinion_and_keeps_what_was_typed(at, group, jannah):
    page = at(
        jannah, "difference_create", group.pk, topic="PR?", text_1="Ya", evidence_2="Dua belas anak"
    )
    assert list(page.context["form"].errors) == ["text_2"]
    assert "Dua belas anak" in words(page)
    assert not Difference.objects.exists()


def test_a_meeting_of_another_group_is_not_there(at, group, school, jannah):
    elsewhere = make.meeting(make.group(school), state=MeetingState.HELD)
    for asked in [elsewhere.pk, "bukan-nomor"]:
        answer = at(jannah, "difference_create", group.pk, query=f"?meeting={asked}")
        assert answer.status_code == 404


def test_a_principal_reads_and_writes_only_as_a_member(at, difference, principal):
    assert at(principal, "difference", difference.pk).status_code == 200
    assert at(principal, "difference_update", difference.pk).status_code == 404
    assert at(principal, "difference_create", difference.group_id).status_code == 404


def test_members_of_a_very_large_group_are_named_in_writing(at, group, jannah, ramlah):
    for number in range(61):
        make.member(group, name=f"Tamu {number}")
    page = at(jannah, "difference_create", group.pk)
    assert "<textarea" in str(page.context["form"]["members_2"])
    sent = {"topic": "PR?", "text_1": "Ya", "text_2": "Tidak"}
    at(jannah, "difference_create", group.pk, **sent, members_1="ramlah\nJannah", mediator="Tamu 7")
    row = Difference.objects.get()
    assert set(row.positions.first().members.all()) == {ramlah, jannah}
    assert row.mediator.name == "Tamu 7"
    for name in ["Siapa", "Tamu"]:  # nobody, and more than one
        page = at(jannah, "difference_create", group.pk, **sent, members_1=name)
        assert list(page.context["form"].errors) == ["members_1"]
    page = at(jannah, "position_update", row.positions.first().pk)
    assert set(page.context["form"]["members"].value().split("\n")) == {"Ramlah", "Jannah"}


# Both sides are heard


def test_a_side_that_was_not_heard_is_named(at, difference, jannah, ramlah):
    page = at(jannah, "difference", difference.pk)
    assert [side.waits for side in page.context["voices"]] == [True, True]
    make.heard(difference, ramlah, text="Saya tidak kalah")
    page = at(jannah, "difference", difference.pk)
    assert [side.waits for side in page.context["voices"]] == [False, True]
    assert f"?member={jannah.pk}" in words(page)
    assert f"?member={ramlah.pk}" not in words(page)


def test_why_nobody_was_heard_ends_the_waiting(at, difference, jannah, ramlah):
    position = difference.positions.first()
    position.not_heard = "Pindah ke Kendari"
    position.save()
    page = at(jannah, "difference", difference.pk)
    assert not page.context["voices"][0].waits
    assert "Pindah ke Kendari" in words(page)


def test_a_side_that_very_many_hold_names_a_dozen(at, difference, group, jannah):
    position = difference.positions.first()
    position.members.set([make.member(group, name=f"Pemegang {number:02}") for number in range(40)])
    page = words(at(jannah, "difference", difference.pk))
    assert "Pemegang 11" in page
    assert "Pemegang 12" not in page
    assert "28" in page


def test_sides_are_told_apart_by_who_holds_them():
    one, two = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
    word = SimpleNamespace(member_id=2)
    stranger = SimpleNamespace(member_id=3)
    first, second = SimpleNamespace(not_heard=""), SimpleNamespace(not_heard="")
    found, others = sides([(first, [one]), (second, [two])], [word, stranger])
    assert [side.words for side in found] == [[], [word]]
    assert others == [stranger]
    assert [side.waits for side in found] == [True, False]


def test_somebody_writes_down_the_words_of_a_colleague_and_the_trail_says_so(
    at, difference, jannah, ramlah
):
    at(jannah, "heard_create", difference.pk, member=ramlah.pk, text="Saya tidak kalah")
    assert Heard.objects.get().member == ramlah
    assert AuditEntry.objects.latest("pk").on_behalf_of == "Ramlah"


def test_words_are_changed_by_who_said_them_the_mediator_or_who_leads(
    at, difference, group, school, jannah, ramlah
):
    word = make.heard(difference, ramlah)
    mediator = make.member(group, make.person(school, user=make.user()))
    chair = make.member(group, make.person(school, user=make.user()), part="chair")
    assert at(mediator, "heard_update", word.pk).status_code == 404
    difference.mediator = mediator
    difference.save()
    for member, answer in [(jannah, 404), (ramlah, 200), (mediator, 200), (chair, 200)]:
        assert at(member, "heard_update", word.pk).status_code == answer
    at(ramlah, "heard_remove", word.pk, sent="1")
    assert not Heard.objects.exists()


# Trial and end


def test_a_trial_ends_after_it_starts(at, difference, jannah):
    page = at(
        jannah,
        "difference_trial",
        difference.pk,
        trial="Empat pekan",
        trial_from="2026-02-01",
        trial_until="2026-01-01",
        trial_result="",
    )
    assert list(page.context["form"].errors) == ["trial_until"]
    assert "Empat pekan" in words(page)


def test_nothing_is_settled_on_one_opinion(at, group, jannah):
    row = make.difference(group)
    make.position(row)
    page = at(jannah, "difference_settle", row.pk, **settling(settled="stays"))
    assert list(page.context["form"].errors) == ["settled"]


@pytest.mark.parametrize(
    ("how", "result", "wrong"),
    [
        ("agreement", "", "decision"),
        ("vote", "", "decision"),
        ("trial", "", "settled"),
        ("trial_vote", "", "settled"),
        ("stays", "", None),
        ("trial", "18 dari 48", None),
        ("agreement", "18 dari 48", None),
    ],
)
def test_an_end_names_a_decision_or_what_the_trial_showed(
    at, difference, jannah, how, result, wrong
):
    difference.trial, difference.trial_result = "Empat pekan", result
    difference.save()
    answer = at(jannah, "difference_settle", difference.pk, **settling(settled=how))
    difference.refresh_from_db()
    if wrong:
        assert list(answer.context["form"].errors) == [wrong]
        assert difference.settled == Settled.OPEN
    else:
        assert answer.status_code == 302
        assert difference.settled == how


def test_a_decision_of_the_group_settles_it(at, difference, group, school, jannah):
    decision = make.decision(make.meeting(group, state=MeetingState.HELD))
    foreign = make.decision(make.meeting(make.group(school), state=MeetingState.HELD))
    page = at(jannah, "difference_settle", difference.pk, **settling(decision=foreign.pk))
    assert list(page.context["form"].errors) == ["decision"]
    at(jannah, "difference_settle", difference.pk, **settling(decision=decision.pk))
    difference.refresh_from_db()
    assert difference.decision == decision
    assert decision.text in words(at(jannah, "difference", difference.pk))


def test_what_the_writer_cannot_see_stays_when_saving(at, difference, school, jannah):
    hidden = make.practice(school, group=make.group(school))
    foreign = make.meeting(make.group(school), state=MeetingState.HELD)
    difference.practice = hidden
    difference.save()
    difference.meetings.add(foreign)
    page = at(jannah, "difference_settle", difference.pk)
    assert "practice" not in page.context["form"].fields
    assert (
        at(jannah, "difference_settle", difference.pk, **settling(settled="stays")).status_code
        == 302
    )
    at(jannah, "difference_update", difference.pk, topic="PR?", mediator="")
    difference.refresh_from_db()
    assert difference.practice == hidden
    assert list(difference.meetings.all()) == [foreign]
    page = words(at(jannah, "difference", difference.pk))
    assert hidden.title not in page
    knots = at(jannah, "difference", difference.pk).context["thread"]
    assert [(knot.state, knot.text) for knot in knots] == [("used", "")]  # that there is one
    assert foreign.title not in page


def test_a_settled_difference_keeps_two_opinions(difference):
    services.settle(difference, settled=Settled.STAYS)
    difference.refresh_from_db()
    with pytest.raises(ValidationError):
        services.remove_position(difference.positions.first())
    services.take_position(difference, text="Yang ketiga")
    services.remove_position(difference.positions.first())
    assert Position.objects.count() == 2


def test_what_settled_it_is_not_taken_away(difference):
    difference.trial, difference.trial_result = "Empat pekan", "18 dari 48"
    difference.save()
    services.settle(difference, settled=Settled.TRIAL)
    with pytest.raises(ValidationError):
        services.plan_trial(difference, trial="Empat pekan", trial_result="")


def test_a_look_that_is_overdue_says_so(at, difference, jannah):
    today = timezone.localdate()
    for days, late in [(0, False), (3, True), (-3, False)]:
        difference.review_on = today - timedelta(days=days)
        difference.save()
        assert ("vo-late" in words(at(jannah, "differences"))) is late
        assert ("vo-late" in words(at(jannah, "difference", difference.pk))) is late
        shown = at(jannah, "differences", query="?state=look").context["object_list"]
        assert (difference in shown) is (days >= 0)


def test_the_thread_stands_in_the_order_of_time(at, difference, group, jannah, school):
    for title, day in [("Hasil", "2026-04-25"), ("Mulai", "2025-09-27")]:
        difference.meetings.add(make.meeting(group, state=MeetingState.HELD, title=title, date=day))
    difference.trial, difference.trial_from = "Empat pekan", "2026-01-26"
    difference.trial_until, difference.review_on = "2026-04-18", "2200-12-05"
    difference.practice = make.practice(
        school, group=group, title="PR cerita", born_on="2026-05-09"
    )
    difference.save()
    knots = at(jannah, "difference", difference.pk).context["thread"]
    assert [knot.text for knot in knots] == ["Mulai", "", "Hasil", "PR cerita", ""]
    assert knots[-1].state == "ahead"


# Difference is an opportunity


def test_a_meeting_that_decided_is_one_knot(at, difference, group, jannah):
    meeting = make.meeting(group, state=MeetingState.HELD)
    difference.decision = make.decision(meeting)
    difference.save()
    assert len(at(jannah, "difference", difference.pk).context["thread"]) == 1
    difference.meetings.add(meeting)
    assert len(at(jannah, "difference", difference.pk).context["thread"]) == 1


def test_differences_that_led_to_a_practice_are_counted_and_open(
    at, difference, group, jannah, school
):
    assert "state=practice" not in words(at(jannah, "differences"))
    difference.practice = make.practice(school, group=group)
    difference.save()
    other = make.difference(group, topic="Modul satu halaman")
    page = at(jannah, "differences")
    assert (page.context["led"], page.context["all"], page.context["adopted"]) == (1, 2, 0)
    rows = at(jannah, "differences", query="?state=practice").context["object_list"]
    assert list(rows) == [difference]
    make.adoption(difference.practice)
    page = at(jannah, "differences", query="?state=adopted")
    assert page.context["adopted"] == 1
    assert list(page.context["object_list"]) == [difference]
    assert other in at(jannah, "differences").context["object_list"]


def test_open_ones_stand_first(at, difference, group, jannah):
    newer = make.difference(group)
    newer.settled = Settled.STAYS
    newer.save()
    assert list(at(jannah, "differences").context["object_list"]) == [difference, newer]


def test_an_empty_list_says_how_it_starts(at, group, jannah):
    page = words(at(jannah, "differences"))
    assert "sj-empty" in page
    assert reverse("meetings:difference_create", args=[group.pk]) in page


def test_without_a_group_nothing_is_offered(at, elsewhere):
    page = words(at(make.user(Role.TEACHER, elsewhere), "differences"))
    assert "/perbedaan-pendapat/baru/" not in page
