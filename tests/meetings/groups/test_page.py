"""The page of a group: what it shows to whom."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Group, GroupMember, TermQuestion
from meetings.services.overview import depth_of
from meetings.services.terms import code_on
from schools.access import Role
from tests import make

TODAY = timezone.localdate

# The question of the term


def test_a_group_has_one_question_a_term_whoever_asks(post, group, chair, colleague):
    post(chair.person.user, "question_create", group.pk, question="Siapa yang bertanya?")
    post(colleague.user, "question_create", group.pk, question="Mengapa diam?")
    question = TermQuestion.objects.get()
    assert (question.question, question.term) == ("Mengapa diam?", code_on(TODAY()))


def test_the_answer_names_a_meeting_of_that_group_and_term(get, post, group, chair):
    question = make.term_question(group, term="20251")
    held = {"state": "held"}
    mine = make.meeting(group, date="2025-12-06", **held)
    make.meeting(group, date="2026-02-06", **held)
    make.meeting(group, date="2025-11-06")
    make.meeting(date="2025-12-06", **held)
    user = chair.person.user
    form = get(user, "question_update", question.pk).context["form"]
    assert set(form.fields["answered_in"].queryset) == {mine}
    sent = {"question": "Siapa?", "answer": "Yang ditunggu.", "answered_in": mine.pk}
    post(user, "question_update", question.pk, **sent)
    question.refresh_from_db()
    assert (question.answer, question.answered_in) == ("Yang ditunggu.", mine)


# The page


def test_missed_meetings_stand_with_their_reason(read, group, chair):
    day = TODAY().replace(day=1)
    make.meeting(group, date=day, state="missed", reason="Angin timur, perahu tidak jalan")
    assert "Angin timur, perahu tidak jalan" in read(chair.person.user, "group", group.pk)


def test_the_operator_reads_days_and_attendance_and_no_question(read, get, group, chair, operator):
    make.term_question(group, question="Mengapa hanya satu anak?")
    meeting = make.meeting(group, state="held", title="Kartu peran")
    make.attendance(meeting, chair)
    make.class_problem(group, chair.person, title="Masalah rahasia")
    page = read(operator, "group", group.pk)
    assert "Kartu peran" in page
    assert "Mengapa hanya satu anak?" not in page
    assert "Masalah rahasia" not in page
    assert "depth" not in get(operator, "group", group.pk).content.decode()


def test_what_happened_stands_newest_first_and_in_pages(get, group, chair):
    person = chair.person
    for number in range(20):
        day = make.A_DAY + timedelta(weeks=number)
        make.meeting(group, date=day, state="held", title=f"Pertemuan {number}")
    make.practice(group.home, person, group=group, born_on=make.A_DAY + timedelta(weeks=30))
    make.class_problem(group, person, opened=make.A_DAY - timedelta(days=1))
    share = make.quick_share(person, group.home, group=group, at=make.a_moment())
    first = get(person.user, "group", group.pk).context
    assert first["paginator"].count == 23
    assert [event.what for event in first["events"][:2]] == ["practice", "meeting"]
    last = get(person.user, "group", group.pk, page=2).context["events"]
    assert last[-1].what == "problem"
    assert share in [event.row for event in last]


def test_a_missed_meeting_joins_what_happened_and_a_planned_one_does_not(get, group, chair):
    make.meeting(group, state="missed", reason="Angin")
    make.meeting(group)
    events = get(chair.person.user, "group", group.pk).context["events"]
    assert [event.row.state for event in events] == ["missed"]


def test_text_of_people_is_shown_as_text(read, group, chair):
    hurt = "<script>alert(1)</script>"
    Group.objects.update(goal=hurt, usual=hurt)
    make.term_question(group, question=hurt, answer=hurt)
    make.quick_share(chair.person, group.home, group=group, text=hurt)
    make.meeting(group, state="missed", reason=hurt, title=hurt, date=TODAY())
    for name in ["group", "groups", "home"]:
        args = [group.pk] if name == "group" else []
        assert hurt not in read(chair.person.user, name, *args)


# Depth


def test_depth_counts_different_people_and_each_step_by_itself(group, chair, colleague):
    member, person = GroupMember.objects.get(person=colleague), chair.person
    make.member(group, name="Yuliana", works_at="SD Cahaya")
    for title in "ab":  # twice the same two
        meeting = make.meeting(group, state="held", title=title)
        make.attendance(meeting, chair)
        make.attendance(meeting, member)
    make.decision(meeting).voices.add(chair)
    make.quick_share(person, group.home, group=group)
    practice = make.practice(group.home, person, group=group)
    make.adoption(practice, colleague, school=group.home)
    make.sighting(practice, person=colleague)
    found = {step.name: (step.count, step.n) for step in depth_of(group)}
    assert found == {"attended": (2, 3), "shared": (1, 3), "tried": (1, 3), "seen": (1, 3)}


def test_who_was_away_did_not_attend_and_a_planned_meeting_counts_nobody(group, chair):
    make.attendance(make.meeting(group, state="held"), chair, mark="sick")
    make.attendance(make.meeting(group), chair)
    assert [step.count for step in depth_of(group)] == [0, 0, 0, 0]


def test_of_a_group_in_which_nothing_is_written_down_no_step_is_counted(group, chair):
    assert {step.count for step in depth_of(group)} == {None}


def test_practices_of_another_group_do_not_count(group, chair):
    make.meeting(group, state="held")
    make.adoption(make.practice(group.home), chair.person, school=group.home)
    assert [step.count for step in depth_of(group)][2] == 0


# Three schools


def test_a_group_of_three_schools_is_open_to_its_members_and_nothing_else_crosses_over(
    read, get, school, neighbour, elsewhere
):
    joint = make.group(school, neighbour, elsewhere, name="KKG Tiga Sekolah")
    planned = make.meeting(joint, title="Pertemuan bersama", date=TODAY() + timedelta(days=3))
    make.meeting(joint, title="Yang sudah bersama", state="held", date=TODAY())
    people, own = {}, {}
    for place in [school, neighbour, elsewhere]:
        user = make.user(Role.TEACHER, place)
        people[place] = make.person(place, user=user)
        make.member(joint, people[place])
        for kind in ["school", "team"]:
            group = make.group(place, kind=kind, name=f"{kind} {place.short_name}")
            insider = make.person(place, user=make.user(Role.TEACHER, place))
            make.member(group, insider)
            own[place, kind] = make.meeting(
                group, title=f"Rapat {kind} {place.short_name}", date=TODAY() + timedelta(days=2)
            )
    for place, person in people.items():
        home = read(person.user, "home")
        assert "Pertemuan bersama" in home
        assert "Yang sudah bersama" in read(person.user, "group", joint.pk)
        assert "Pertemuan bersama" in read(person.user, "plan", planned.pk)
        for (other, _kind), meeting in own.items():
            assert meeting.title not in home  # not a member, of whichever school
            assert get(person.user, "plan", meeting.pk).status_code == 404
            if other != place:
                assert get(person.user, "group", meeting.group_id).status_code == 404
                assert meeting.group.name not in read(person.user, "groups")


def test_a_principal_reads_the_joint_group_and_the_meetings_of_the_own_school_alone(
    get, read, school, neighbour, elsewhere
):
    make.group(school, neighbour, elsewhere, name="KKG Tiga Sekolah")
    theirs = make.group(elsewhere, kind="school", name="Rapat Jauh")
    principal = make.user(Role.PRINCIPAL, school)
    assert "KKG Tiga Sekolah" in read(principal, "groups")
    assert get(principal, "group", theirs.pk).status_code == 404
    assert "Rapat Jauh" not in read(principal, "groups")


def test_the_pengawas_reads_open_meetings_and_a_schools_own_only_if_shared(
    read, school, supervisor
):
    day = TODAY() + timedelta(days=2)
    make.meeting(make.group(school), title="KKG terbuka", date=day)
    own = make.group(school, kind="school")
    make.meeting(own, title="Rapat tertutup", date=day)
    make.meeting(own, title="Rapat dibagikan", date=day, is_shared=True)
    page = read(supervisor, "home")
    assert "KKG terbuka" in page
    assert "Rapat dibagikan" in page
    assert "Rapat tertutup" not in page
