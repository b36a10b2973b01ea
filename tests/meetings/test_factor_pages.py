"""Factors and marked sentences through their pages: coded word for word, counted, answered."""

import uuid

import pytest
from django.urls import reverse

from meetings.calculations.sentences import sentences
from meetings.kinds import MeetingState
from meetings.marking import pieces, value_of
from meetings.models import Factor, Mention
from tests import make

pytestmark = pytest.mark.django_db
TEXT = "Perahu terakhir pukul satu. Rak alat peraga terkunci sejak semester lalu.\nKita *pulang*."


@pytest.fixture
def member(school, teacher):
    group = make.group(school)
    make.member(group, make.person(school, user=teacher))
    return group


@pytest.fixture
def meeting(member):
    meeting = make.meeting(member, state=MeetingState.HELD)
    make.minutes(meeting, {"discussion": TEXT})
    return meeting


@pytest.fixture
def send(client):
    def post(user, page, *args, **fields):
        client.force_login(user)
        return client.post(reverse(f"meetings:{page}", args=args), fields)

    return post


@pytest.fixture
def read(client):
    def get(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"meetings:{name}", args=args), query)

    return get


def value(number, text=TEXT, key="discussion"):
    return value_of(key, sentences(text)[number])


# Marking


def test_a_sentence_is_kept_word_for_word_with_its_factor(send, teacher, meeting, school):
    factor = make.factor(school)
    answer = send(
        teacher, "mention_create", meeting.pk, sentence=value(1), factor=f"{factor.pk}:hinders"
    )
    mention = Mention.objects.get()
    assert mention.quote == "Rak alat peraga terkunci sejak semester lalu."
    assert (mention.factor, mention.direction, mention.coded_by) == (factor, "hinders", teacher)
    assert (mention.meeting, mention.said_on, mention.school) == (meeting, meeting.date, school)
    assert answer["Location"] == f"{meeting.get_absolute_url()}#kalimat-{mention.pk}"


def test_the_page_of_the_meeting_offers_its_sentences_and_shows_their_marks(
    client, teacher, meeting, school
):
    mention = make.mention(
        school,
        meeting=meeting,
        quote="Perahu terakhir pukul satu.",
        path=meeting.get_absolute_url(),
        coded_by=teacher,
    )
    client.force_login(teacher)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'value="{value(0)}"' in page
    assert page.count(f'id="kalimat-{mention.pk}"') == 1
    assert "Kita <b>pulang</b>." in page


def test_twice_is_the_same_row(send, teacher, meeting, school):
    factor = make.factor(school)
    for _again in range(2):
        send(
            teacher, "mention_create", meeting.pk, sentence=value(0), factor=f"{factor.pk}:hinders"
        )
    assert Mention.objects.count() == 1


def test_a_factor_that_works_one_way_says_so_itself(send, teacher, meeting, school):
    factor = make.factor(school, points="hinders")
    send(teacher, "mention_create", meeting.pk, sentence=value(0), factor=str(factor.pk))
    assert Mention.objects.get().direction == "hinders"


def test_of_the_others_somebody_has_to(send, teacher, meeting, school):
    factor = make.factor(school, points="either")
    answer = send(teacher, "mention_create", meeting.pk, sentence=value(0), factor=str(factor.pk))
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not Mention.objects.exists()


@pytest.mark.parametrize(
    "sentence",
    [
        "discussion:0:27:0000000000",
        "discussion:0:9999:0000000000",
        "next:0:5:0000000000",
        "discussion",
        "::::",
        "discussion:-3:4:x",
    ],
)
def test_what_does_not_stand_there_is_refused_in_words(send, teacher, meeting, school, sentence):
    factor = make.factor(school)
    answer = send(
        teacher, "mention_create", meeting.pk, sentence=sentence, factor=f"{factor.pk}:hinders"
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Mention.objects.exists()


def test_a_sentence_that_was_changed_meanwhile_is_refused(send, teacher, meeting, school):
    seen = value(0)
    meeting.minutes.cells["discussion"]["value"] = TEXT.replace("Perahu", "Kapal ")
    meeting.minutes.save()
    answer = send(
        teacher,
        "mention_create",
        meeting.pk,
        sentence=seen,
        factor=f"{make.factor(school).pk}:hinders",
    )
    assert answer.context["form"].non_field_errors()
    assert not Mention.objects.exists()


def test_without_a_factor_the_list_comes_with_the_sentence_chosen(send, teacher, meeting, school):
    make.factor(school)
    page = send(teacher, "mention_create", meeting.pk, sentence=value(1))
    assert f'value="{value(1)}" checked' in page.content.decode()


def test_a_factor_of_another_school_cannot_be_taken(send, teacher, meeting, elsewhere):
    foreign = make.factor(elsewhere)
    send(teacher, "mention_create", meeting.pk, sentence=value(0), factor=f"{foreign.pk}:hinders")
    assert not Mention.objects.exists()


def test_only_who_reads_the_minutes_marks_them(read, meeting, operator, supervisor, outsider):
    for user in (operator, supervisor, outsider):
        assert read(user, "mention_create", meeting.pk).status_code == 404


def test_minutes_that_are_still_written_wait(read, teacher, member):
    running = make.meeting(member, state=MeetingState.RUNNING)
    assert read(teacher, "mention_create", running.pk).status_code == 404


def test_what_was_typed_is_never_markup(client, teacher, member, school):
    evil = "<script>alert(1)</script> Kita *<b onclick=x>pulang</b>* lekas. Ya."
    meeting = make.meeting(member, state=MeetingState.HELD)
    make.minutes(meeting, {"discussion": evil})
    quote = sentences(evil)[0].text
    mention = make.mention(
        school, meeting=meeting, quote=quote, coded_by=teacher, path=meeting.get_absolute_url()
    )
    client.force_login(teacher)
    for url in [
        meeting.get_absolute_url(),
        reverse("meetings:mention_create", args=[meeting.pk]),
        mention.get_absolute_url(),
        reverse("meetings:mentions"),
    ]:
        page = client.get(url).content.decode()
        assert not [words for words in ("<script>alert", "<b onclick") if words in page], url
        assert "&lt;script&gt;alert" in page, url


def test_pieces_are_the_text_again():
    found = pieces("x", TEXT)
    assert "".join(piece.text for piece in found) == TEXT
    assert [piece.text for piece in found if piece.value] == [
        sentence.text for sentence in sentences(TEXT)
    ]


def test_a_quote_over_two_sentences_underlines_both_and_is_named_once(school):
    mention = Mention(id=uuid.uuid4(), quote=TEXT[:60])
    found = [piece for piece in pieces("x", TEXT, [mention]) if piece.value]
    assert [piece.is_marked for piece in found] == [True, True, False]
    assert [len(piece.marks) for piece in found] == [1, 0, 0]


# Counting


def test_each_number_opens_exactly_the_sentences_it_was_counted_from(read, principal, school):
    one, other = make.factor(school, name="Waktu"), make.factor(school, name="Jarak")
    for number, (factor, direction) in enumerate(
        [(one, "hinders"), (one, "supports"), (one, "hinders"), (other, "hinders")]
    ):
        make.mention(school, factor=factor, direction=direction, quote=f"Kalimat {number}")
    rows = {row.pk: row for row in read(principal, "factors").context["object_list"]}
    assert (rows[one.pk].total, rows[one.pk].hindering, rows[one.pk].supporting) == (3, 2, 1)
    for query, number in [({}, 3), ({"direction": "hinders"}, 2), ({"direction": "supports"}, 1)]:
        opened = read(principal, "mentions", factor=one.pk, **query).context["object_list"]
        assert len(opened) == number
        assert {mention.factor for mention in opened} == {one}


def test_a_teacher_counts_only_what_a_teacher_may_read(read, teacher, principal, school):
    factor = make.factor(school)
    make.mention(school, factor=factor)  # of a visit of somebody else
    make.mention(school, factor=factor, coded_by=teacher, quote="Milik saya")
    (row,) = read(teacher, "factors").context["object_list"]
    assert row.total == 1
    assert len(read(teacher, "mentions").context["object_list"]) == 1
    (row,) = read(principal, "factors").context["object_list"]
    assert row.total == 2


def test_a_row_worded_anew_stands_in_its_place_and_the_old_one_keeps_its_sentences(
    read, send, principal, school
):
    library = make.factor(code="time", name="Waktu bersama")
    mention = make.mention(school, factor=library)
    send(
        principal,
        "factor_reword",
        library.pk,
        name="Jam bersama",
        definition="",
        points="either",
        theme="load",
        response="",
    )
    own = Factor.objects.get(school=school)
    assert (own.code, own.name) == ("time", "Jam bersama")
    mention.refresh_from_db()
    assert mention.factor == library
    rows = read(principal, "factors").context["object_list"]
    assert {row.name for row in rows} == {"Jam bersama", "Waktu bersama"}
    mention.delete()
    rows = read(principal, "factors").context["object_list"]
    assert [row.name for row in rows] == ["Jam bersama"]


def test_what_is_left_out_is_no_longer_offered_for_marking(
    read, send, principal, teacher, meeting, school
):
    library = make.factor(code="time")
    send(principal, "factor_leave_out", library.pk)
    page = read(teacher, "mention_create", meeting.pk)
    assert list(page.context["factors"]) == []
    own = Factor.objects.get(school=school)
    send(principal, "factor_use", own.pk, is_active="True")
    assert list(read(teacher, "mention_create", meeting.pk).context["factors"]) == [own]


def test_a_school_adds_a_factor_of_its_own(send, principal, teacher, school):
    words = {"name": "Pasang surut", "points": "hinders", "theme": "setting"}
    assert send(teacher, "factor_create", **words).status_code == 404
    send(principal, "factor_create", **words)
    assert Factor.objects.get(school=school).code == "pasang-surut"


# Answering


def test_a_hindrance_gets_a_response_and_a_state(send, principal, school):
    mention = make.mention(school)
    send(principal, "mention_respond", mention.pk, response="Kunci digandakan.", status="done")
    mention.refresh_from_db()
    assert (mention.response, mention.status) == ("Kunci digandakan.", "done")


def test_a_state_without_a_word_is_refused(send, principal, school):
    mention = make.mention(school)
    answer = send(principal, "mention_respond", mention.pk, response="", status="done")
    assert "response" in answer.context["form"].errors
    mention.refresh_from_db()
    assert mention.status == "open"


def test_whoever_marked_it_answers_too_and_the_person_concerned_reads(read, send, teacher, school):
    person = make.person(school, user=make.user())
    mention = make.mention(school, coded_by=teacher, about=person)
    assert (
        send(teacher, "mention_respond", mention.pk, response="A", status="done").status_code == 302
    )
    assert read(person.user, "mention", mention.pk).status_code == 200
    assert read(person.user, "mention_respond", mention.pk).status_code == 404


def test_a_slip_is_taken_away_but_not_once_it_is_answered(send, principal, school):
    slip, answered = make.mention(school), make.mention(school, response="Sudah", quote="B")
    send(principal, "mention_remove", slip.pk)
    send(principal, "mention_remove", answered.pk)
    assert list(Mention.objects.all()) == [answered]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"status": "open"}, 1),
        ({"status": "done"}, 1),
        ({"direction": "supports"}, 1),
        ({"source": "visit"}, 1),
        ({"source": "minutes"}, 2),
        ({"q": "rak"}, 1),
    ],
)
def test_sentences_are_found_by_what_they_are(read, principal, school, query, number):
    make.mention(school, quote="Rak terkunci", status="done", response="Kunci digandakan.")
    make.mention(school, quote="Lambat", path="/kunjungan/1/")
    make.mention(school, quote="Berani bertanya", direction="supports")
    assert len(read(principal, "mentions", **query).context["object_list"]) == number
