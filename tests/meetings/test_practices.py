"""Practices passed on: made in two taps, opened to more colleagues, tried, judged."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings.models import Adoption, Practice
from meetings.services import practices
from meetings.services.agenda import propose
from schools.access import Role
from schools.models import AuditEntry
from staff.services.years import set_class_teacher
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(school, teacher):
    return make.person(school, user=teacher, name="Ma’rifatul Jannah", title_back="S.Pd.")


@pytest.fixture
def ratna(school):
    return make.person(school, user=make.user(Role.TEACHER, school), name="Ratna Dewi")


@pytest.fixture
def lia(neighbour):
    return make.person(neighbour, user=make.user(Role.TEACHER, neighbour), name="Lia")


@pytest.fixture
def group(school, author, ratna):
    group = make.group(school, name="KKG Mutiara")
    for person in [author, ratna]:
        make.member(group, person)
    return group


@pytest.fixture
def practice(school, author, group):
    return make.practice(school, author, group=group, title="Kartu tanya berpasangan")


@pytest.fixture
def shared(school, author):
    return make.practice(school, author, audience="cluster", title="Tali pecahan", grades=[4, 5])


@pytest.fixture
def get(client):
    def fetch(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"meetings:{name}", args=args), query)

    return fetch


@pytest.fixture
def post(client):
    def send(user, name, *args, query="", **fields):
        client.force_login(user)
        return client.post(reverse(f"meetings:{name}", args=args) + query, fields)

    return send


def words_of(page):
    """What a page says, without its markup."""
    assert page.status_code == 200, page.status_code
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def errors(answer):
    return answer.context["form"].errors


# Making one


def test_a_practice_from_a_meeting_has_its_author_group_meeting_and_day(
    get, post, author, group, school
):
    meeting = make.meeting(group, state="held", date=date(2025, 9, 13))
    text = "Tiap pasangan menulis satu pertanyaan."
    kept = practices.title_from(text)[0]
    post(
        author.user,
        "practice_create",
        query=f"?meeting={meeting.pk}&text={text}",
        title=kept,
        audience="group",
    )
    row = Practice.objects.get()
    assert (row.title, row.person, row.group, row.meeting) == (kept, author, group, meeting)
    assert (row.school, row.audience, row.born_on) == (school, "group", meeting.date)


def test_what_was_said_fills_the_form_in(get, author):
    form = get(author.user, "practice_create", text="Kartu tanya berpasangan.").context["form"]
    assert form.initial["title"] == "Kartu tanya berpasangan"
    assert form.initial["audience"] == "school"  # it comes from no group


def test_a_long_text_gives_a_short_name_and_stands_whole_below_it():
    text = "Murid menulis pertanyaan. " * 8
    title, why = practices.title_from(text)
    assert len(title) <= 82
    assert title.endswith("…")
    assert why == text.strip()


def test_it_answers_the_class_problem_it_comes_from(post, get, author, ratna, group):
    problem = make.class_problem(group, ratna, trial="Bagi pekerjaan", grade=4, title="Satu anak")
    query = f"?problem={problem.pk}"
    post(author.user, "practice_create", query=query, title="Kartu peran", audience="group")
    problem.refresh_from_db()
    assert problem.practice == Practice.objects.get()
    assert problem.practice.group == group


def test_it_is_what_came_of_the_difference_of_opinion(post, author, group):
    difference = make.difference(group)
    query = f"?difference={difference.pk}"
    post(author.user, "practice_create", query=query, title="PR cerita", audience="group")
    difference.refresh_from_db()
    assert difference.practice == Practice.objects.get()


def test_nobody_makes_one_from_a_meeting_that_is_not_theirs(get, post, author, lia, group):
    meeting = make.meeting(group, state="held")
    for name, row in [("meeting", meeting), ("problem", make.class_problem(group, author))]:
        query = f"?{name}={row.pk}"
        answer = post(
            lia.user, "practice_create", query=query, title="Punya siapa", audience="group"
        )
        assert answer.status_code == 404
    assert not Practice.objects.exists()


@pytest.mark.parametrize("nonsense", ["meeting=abc", "problem=1", "difference=x"])
def test_an_address_that_names_no_row_is_not_found(client, author, nonsense):
    client.force_login(author.user)
    assert client.get(f"{reverse('meetings:practice_create')}?{nonsense}").status_code == 404


def test_without_a_record_as_a_person_nobody_passes_on_anything(get, principal):
    assert get(principal, "practice_create").status_code == 404


def test_an_empty_name_is_asked_for_and_the_rest_stays(post, author):
    answer = post(
        author.user, "practice_create", title="  ", why="Satu anak bekerja", audience="school"
    )
    assert list(errors(answer)) == ["title"]
    assert "Satu anak bekerja" in answer.content.decode()


def test_only_the_author_changes_it(get, post, author, ratna, practice):
    assert get(ratna.user, "practice_update", practice.pk).status_code == 404
    post(
        author.user,
        "practice_update",
        practice.pk,
        title="Kartu tanya",
        steps="Tulis\n\nTukar",
        grades=[4, 5],
        with_others=[ratna.pk],
    )
    practice.refresh_from_db()
    assert (practice.title, practice.step_list) == ("Kartu tanya", ["Tulis", "Tukar"])
    assert practice.grades == [4, 5]
    assert list(practice.with_others.all()) == [ratna]


def test_a_co_author_is_a_colleague_and_not_a_stranger(post, author, practice, outsider):
    stranger = make.person(outsider.school)
    answer = post(
        author.user, "practice_update", practice.pk, title="Kartu", with_others=[stranger.pk]
    )
    assert "with_others" in errors(answer)


# Who sees it


def test_a_practice_for_the_group_is_not_seen_beyond_it(get, ratna, lia, school, practice):
    teacher_beside = make.user(Role.TEACHER, school)
    assert practice.title in words_of(get(ratna.user, "practice", practice.pk))
    for user in [teacher_beside, lia.user]:
        assert get(user, "practice", practice.pk).status_code == 404
        assert practice.title not in words_of(get(user, "practices"))


def test_a_practice_for_the_cluster_is_seen_in_it_and_nowhere_else(
    get, lia, supervisor, outsider, shared
):
    for user in [lia.user, supervisor]:
        assert shared.title in words_of(get(user, "practice", shared.pk))
        assert shared.title in words_of(get(user, "practices"))
    assert get(outsider, "practice", shared.pk).status_code == 404
    assert shared.title not in words_of(get(outsider, "practices"))


def test_a_co_author_sees_it_whatever_its_audience(get, lia, practice):
    assert get(lia.user, "practice", practice.pk).status_code == 404
    practice.with_others.add(lia)
    assert get(lia.user, "practice", practice.pk).status_code == 200


def test_before_it_is_shared_the_page_says_with_whom(get, post, author, lia, practice, cluster):
    asked = words_of(get(author.user, "practice_share", practice.pk, "cluster"))
    assert cluster.name in asked
    assert get(lia.user, "practice", practice.pk).status_code == 404
    post(author.user, "practice_share", practice.pk, "cluster")
    assert get(lia.user, "practice", practice.pk).status_code == 200


def test_shown_to_fewer_again_it_stays_with_those_who_tried_it(
    get, post, author, lia, neighbour, practice
):
    practices.share(practice, "cluster")
    make.adoption(practice, lia, school=neighbour)
    colleague = make.user(Role.TEACHER, neighbour)
    assert get(colleague, "practice", practice.pk).status_code == 200
    post(author.user, "practice_share", practice.pk, "group")
    assert get(colleague, "practice", practice.pk).status_code == 404
    assert get(lia.user, "practice", practice.pk).status_code == 200


def test_only_the_author_shares_it_and_only_with_whom_there_is(
    get, author, ratna, practice, shared
):
    assert get(ratna.user, "practice_share", practice.pk, "school").status_code == 404
    assert get(author.user, "practice_share", practice.pk, "group").status_code == 404  # it is
    assert get(author.user, "practice_share", practice.pk, "all").status_code == 404
    assert get(author.user, "practice_share", shared.pk, "group").status_code == 404  # has none


# The list


def test_the_list_is_narrowed_by_name_grade_whose_and_group(
    get, author, ratna, lia, neighbour, practice, shared, group
):
    own = make.practice(neighbour, lia, audience="cluster", title="Kartu pulang", grades=[14])
    make.practice(neighbour, audience="cluster", title="Kelas satu", grades=[1])
    make.adoption(shared, ratna)

    def titles(user=ratna.user, **query):
        page = get(user, "practices", **query)
        return {row["practice"].title for row in page.context["practices"]}

    everything = {practice.title, shared.title, own.title, "Kelas satu"}
    assert titles() == everything
    assert titles(q="tali") == {shared.title}
    assert titles(grade=4) == {practice.title, shared.title}  # the first is for any grade
    assert titles(grade=1) == {practice.title, "Kelas satu"}  # not 14
    assert titles(whose="school") == {practice.title, shared.title}
    assert titles(whose="cluster") == everything
    assert titles(whose="tried") == {shared.title}
    assert titles(whose="mine") == set()
    assert titles(author.user, whose="mine") == {practice.title, shared.title}
    make.practice(shared.school, author, group=make.group(shared.school), audience="school")
    assert titles(group=group.pk) == {practice.title}


def test_a_line_counts_people_who_tried_who_keep_and_where_it_was_seen(
    get, author, ratna, lia, neighbour, shared
):
    kept = make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    make.adoption(shared, lia, school=neighbour)
    make.sighting(shared, adoption=kept, person=ratna, by=author.user)
    [row] = get(author.user, "practices").context["practices"]
    counts = row["counts"]
    assert (counts.tried, counts.used, counts.trying, counts.seen) == (2, 1, 1, 1)


# The trail


def test_each_number_opens_the_rows_it_counted(get, author, ratna, lia, neighbour, shared):
    make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    make.adoption(shared, lia, school=neighbour)
    page = get(author.user, "practice", shared.pk)
    assert 'href="?show=used#jejak">1<' in page.content.decode()
    rows = {
        show: [
            row.adoption.person
            for row in get(author.user, "practice", shared.pk, show=show).context["rows"]
        ]
        for show in ["used", "trying", "stopped", "school", "", "nonsense"]
    }
    assert rows["used"] == [ratna]
    assert rows["trying"] == [lia]
    assert rows["stopped"] == []
    assert set(rows["school"]) == set(rows[""]) == set(rows["nonsense"]) == {ratna, lia}


def test_what_is_seen_in_class_is_told_to_all_and_opens_for_those_who_may(
    get, author, ratna, lia, principal, school, shared
):
    tried = make.adoption(shared, ratna)
    observer = make.user(Role.OBSERVER, school)
    make.sighting(
        shared, adoption=tried, person=ratna, by=observer, date=date(2025, 10, 30), path="/lihat/"
    )
    for user in [author.user, lia.user]:
        page = get(user, "practice", shared.pk)
        assert "30 Oktober 2025" in words_of(page)
        assert "/lihat/" not in page.content.decode()
    for user in [ratna.user, observer, principal]:
        assert 'href="/lihat/"' in get(user, "practice", shared.pk).content.decode()


def test_the_principal_gets_no_way_from_the_trail_to_a_visit_at_their_own_work(
    get, principal, school, shared
):
    person = make.person(school, user=principal)
    tried = make.adoption(shared, person)
    other = make.sighting(shared, adoption=tried, person=person, by=make.user(), path="/milik/")
    assert other.path in get(principal, "practice", shared.pk).content.decode()  # it is their own


def test_words_of_people_stay_words(get, author, ratna, shared):
    make.adoption(shared, ratna, adaptation="<script>alert(1)</script>", happened="<b>x</b>")
    page = get(author.user, "practice", shared.pk).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;x" in page


# Trying it


def test_adopting_asks_for_the_class_and_knows_it_already(get, post, ratna, school, shared):
    here = make.class_group(school=school, year=school_year(), grade=5, name="5A")
    set_class_teacher(here, ratna.placements.get())
    form = get(ratna.user, "practice_adopt", shared.pk).context["form"]
    assert (form.initial["class_group"], form.initial["grade"]) == (here, 5)
    post(
        ratna.user,
        "practice_adopt",
        shared.pk,
        class_group=here.pk,
        adaptation="Kartunya bergambar",
        since=timezone.localdate(),
    )
    row = Adoption.objects.get()
    assert (row.person, row.class_group, row.grade, row.school) == (ratna, here, 5, school)
    assert (row.parent, row.entered_by, row.adaptation) == (None, ratna.user, "Kartunya bergambar")


def school_year():
    today = timezone.localdate()
    return today.year if today.month >= 7 else today.year - 1


def test_without_class_and_grade_it_is_asked_in_words(post, ratna, shared):
    answer = post(
        ratna.user, "practice_adopt", shared.pk, adaptation="Lain", since=timezone.localdate()
    )
    assert list(errors(answer)) == ["grade"]
    assert "Lain" in answer.content.decode()


def test_pressed_at_a_branch_it_is_learnt_from_there(get, post, ratna, lia, neighbour, shared):
    branch = make.adoption(shared, lia, school=neighbour)
    elsewhere = make.adoption(make.practice(neighbour, audience="cluster"), lia)
    form = get(ratna.user, "practice_adopt", shared.pk, **{"from": branch.pk}).context["form"]
    assert form.initial["parent"] == branch
    form = get(ratna.user, "practice_adopt", shared.pk, **{"from": elsewhere.pk}).context["form"]
    assert form.initial["parent"] is None
    fields = {"grade": 5, "since": timezone.localdate()}
    answer = post(ratna.user, "practice_adopt", shared.pk, parent=elsewhere.pk, **fields)
    assert "parent" in errors(answer)
    post(ratna.user, "practice_adopt", shared.pk, parent=branch.pk, **fields)
    assert Adoption.objects.get(person=ratna).parent == branch


def test_nobody_tries_it_twice_at_a_time_and_the_answer_says_so(post, ratna, shared):
    fields = {"grade": 5, "since": timezone.localdate()}
    post(ratna.user, "practice_adopt", shared.pk, **fields)
    answer = post(ratna.user, "practice_adopt", shared.pk, **fields)
    [said] = answer.context["form"].non_field_errors()
    assert "Ratna Dewi" in said
    assert Adoption.objects.count() == 1
    practices.judge(Adoption.objects.get(), happened="Jalan", verdict="drop")
    post(ratna.user, "practice_adopt", shared.pk, **fields)
    assert Adoption.objects.count() == 2


def test_two_presses_at_once_make_one_row_and_one_sentence(ratna, shared, monkeypatch):
    make.adoption(shared, ratna)
    again = Adoption(practice=shared, person=ratna, school=shared.school, grade=5)
    monkeypatch.setattr(type(ratna.adoptions.all()), "exists", lambda rows: False)
    with pytest.raises(ValidationError, match="Ratna Dewi"):
        practices.adopt(again, by=ratna.user)


def test_nobody_adopts_their_own_practice(post, author, ratna, shared):
    fields = {"grade": 5, "since": timezone.localdate()}
    shared.with_others.add(ratna)
    for person in [author, ratna]:
        answer = post(person.user, "practice_adopt", shared.pk, **fields)
        assert answer.context["form"].non_field_errors()
    assert not Adoption.objects.exists()


def test_for_one_without_an_account_a_colleague_writes_and_it_says_so(
    get, post, ratna, school, shared
):
    suarjana = make.person(school, name="Suarjana", writes_through_others=True)
    answer = post(
        ratna.user,
        "practice_adopt",
        shared.pk,
        person=suarjana.pk,
        grade=3,
        since=timezone.localdate(),
    )
    assert answer.status_code == 302
    row = Adoption.objects.get()
    assert (row.person, row.entered_by) == (suarjana, ratna.user)
    assert AuditEntry.objects.get(actor=ratna.user).on_behalf_of == "Suarjana"
    told = words_of(get(ratna.user, "practice", shared.pk))
    assert f"{ratna.user}" in told
    assert get(ratna.user, "practice", shared.pk).context["rows"][0].written_by == ratna.user


def test_nobody_writes_for_a_colleague_who_can_write(post, ratna, author, lia, school, shared):
    make.person(school, name="Suarjana", writes_through_others=True)
    with_account = make.person(school, user=make.user(Role.TEACHER, school))
    for person in [with_account, lia]:
        answer = post(
            ratna.user,
            "practice_adopt",
            shared.pk,
            person=person.pk,
            grade=3,
            since=timezone.localdate(),
        )
        assert "person" in errors(answer)


def test_it_is_changed_by_whoever_tries_it_and_never_learnt_from_a_pupil_of_theirs(
    get, post, ratna, lia, author, neighbour, shared
):
    mine = make.adoption(shared, ratna)
    pupil = make.adoption(shared, lia, school=neighbour, parent=mine)
    assert get(author.user, "adoption_update", mine.pk).status_code == 404
    fields = {"grade": 6, "since": mine.since}
    answer = post(ratna.user, "adoption_update", mine.pk, parent=pupil.pk, **fields)
    assert "parent" in errors(answer)
    post(ratna.user, "adoption_update", mine.pk, adaptation="Dua peran", **fields)
    mine.refresh_from_db()
    assert (mine.grade, mine.adaptation) == (6, "Dua peran")


# How it went


def test_a_verdict_needs_what_happened(post, ratna, shared):
    mine = make.adoption(shared, ratna)
    answer = post(ratna.user, "adoption_verdict", mine.pk, verdict="keep", happened="")
    assert "happened" in errors(answer)
    post(ratna.user, "adoption_verdict", mine.pk, verdict="keep", happened="Tiga kartu sepekan")
    mine.refresh_from_db()
    assert (mine.verdict, mine.happened) == ("keep", "Tiga kartu sepekan")
    assert mine.verdict_on == timezone.localdate()


def test_what_happened_can_be_told_before_there_is_a_verdict(post, ratna, shared):
    mine = make.adoption(shared, ratna)
    post(ratna.user, "adoption_verdict", mine.pk, verdict="", happened="Baru sepekan")
    mine.refresh_from_db()
    assert (mine.verdict, mine.happened, mine.verdict_on) == ("", "Baru sepekan", None)


def test_a_later_verdict_keeps_the_earlier_one_in_view_and_in_the_history(get, post, ratna, shared):
    mine = make.adoption(shared, ratna)
    practices.judge(
        mine, happened="Terlalu ramai", verdict="drop", at=timezone.now() - timedelta(days=30)
    )
    gone = Adoption.objects.get().verdict_on
    post(ratna.user, "adoption_verdict", mine.pk, verdict="keep", happened="Separuh kelas dulu")
    mine.refresh_from_db()
    assert mine.earlier == [
        {"verdict": "drop", "happened": "Terlalu ramai", "on": gone.isoformat()}
    ]
    told = words_of(get(ratna.user, "practice", shared.pk))
    assert "Terlalu ramai" in told
    assert "Separuh kelas dulu" in told
    entry = AuditEntry.objects.get(actor=ratna.user)
    assert {"happened", "verdict"} <= set(entry.fields)


def test_a_verdict_is_not_unsaid(post, ratna, shared):
    mine = make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    answer = post(ratna.user, "adoption_verdict", mine.pk, verdict="", happened="Jalan")
    assert "verdict" in errors(answer)


def test_the_same_said_again_is_no_earlier_verdict(shared, ratna):
    mine = make.adoption(shared, ratna, verdict="keep", happened="Jalan")
    assert practices.judge(mine, happened="Jalan", verdict="keep").earlier == []


def test_nobody_else_says_how_it_went(get, author, principal, ratna, shared):
    mine = make.adoption(shared, ratna)
    for user in [author.user, principal]:
        assert get(user, "adoption_verdict", mine.pk).status_code == 404


# Seen in class


def test_nobody_confirms_what_was_seen_in_their_own_class(ratna, school, shared):
    facts = {"school": school, "date": date(2025, 10, 30), "path": "/kunjungan/"}
    tried = make.adoption(shared, ratna)
    with pytest.raises(ValidationError):
        practices.confirm(shared, ratna, adoption=tried, by=ratna.user, **facts)


def test_it_is_confirmed_once_a_visit_and_only_of_what_they_try(author, ratna, school, shared):
    facts = {"school": school, "date": date(2025, 10, 30), "path": "/kunjungan/"}
    observer = make.user(Role.OBSERVER, school)
    with pytest.raises(ValidationError):
        practices.confirm(shared, ratna, by=observer, **facts)
    tried = make.adoption(shared, ratna)
    with pytest.raises(ValidationError):
        practices.confirm(shared, author, adoption=tried, by=observer, **facts)
    first = practices.confirm(shared, ratna, adoption=tried, by=observer, **facts)
    assert practices.confirm(shared, ratna, adoption=tried, by=observer, **facts) == first


# A topic for the next meeting


def test_a_proposal_stands_last_on_the_agenda_and_names_who_opens_it(group, author):
    meeting = make.meeting(group)
    make.agenda_item(meeting, position=3)
    item = propose(meeting, "Waktu menunggu", by=author.user)
    assert (item.position, item.owner.person, item.proposed_by) == (4, author, author.user)


@pytest.mark.parametrize("state", ["running", "held"])
def test_nothing_is_proposed_once_a_meeting_has_begun(group, author, state):
    with pytest.raises(ValidationError):
        propose(make.meeting(group, state=state), "Terlambat", by=author.user)
