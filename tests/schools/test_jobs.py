"""The job row: claimed once, leased, put back, given up. Mail is the first kind of job."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from schools import tasks
from schools.mail import post
from schools.models import OutgoingMail
from schools.models.jobs import LEASE, MAX_ATTEMPTS

State = OutgoingMail.State


@pytest.fixture
def letter(db):
    return OutgoingMail.objects.create(recipient="ani@contoh.id", subject="Halo", body="Isi")


def later(job, **delta):
    """Let time pass for `job` alone."""
    due = timezone.now() - timedelta(**delta)
    OutgoingMail.objects.filter(pk=job.pk).update(due_at=due)


def test_a_waiting_job_is_claimed_by_one_worker_only(letter):
    assert OutgoingMail.objects.claim(letter.pk).state == State.RUNNING
    assert OutgoingMail.objects.claim(letter.pk) is None


def test_a_job_whose_worker_died_is_claimed_again_after_its_lease(letter):
    OutgoingMail.objects.claim(letter.pk)
    later(letter, seconds=1)
    assert OutgoingMail.objects.claim(letter.pk).attempts == 2


def test_a_worker_that_lost_its_lease_writes_nothing(letter):
    sleeper = OutgoingMail.objects.claim(letter.pk)
    later(letter, seconds=1)
    winner = OutgoingMail.objects.claim(letter.pk)
    assert not sleeper.finish(body="")
    assert winner.finish(body="")
    letter.refresh_from_db()
    assert letter.state == State.DONE


def test_after_three_attempts_a_job_stops(letter):
    for _ in range(MAX_ATTEMPTS):
        later(letter, seconds=1)
        OutgoingMail.objects.claim(letter.pk).put_back()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (State.FAILED, MAX_ATTEMPTS)
    later(letter, seconds=1)
    assert OutgoingMail.objects.claim(letter.pk) is None


def test_a_job_that_died_in_its_last_attempt_is_given_up_by_the_sweeper(letter):
    for _ in range(MAX_ATTEMPTS):
        later(letter, seconds=1)
        OutgoingMail.objects.claim(letter.pk)
    later(letter, seconds=1)
    tasks.wake_waiting_jobs()
    letter.refresh_from_db()
    assert letter.state == State.FAILED


def test_the_sweeper_wakes_what_is_due_and_leaves_what_is_under_way(letter, wake_calls):
    busy = OutgoingMail.objects.create(recipient="budi@contoh.id", subject="Halo", body="Isi")
    OutgoingMail.objects.claim(busy.pk)
    tasks.wake_waiting_jobs()
    assert wake_calls == [(("schools.tasks.deliver", [letter.pk]), {})]


def test_a_lease_is_a_minute(letter):
    job = OutgoingMail.objects.claim(letter.pk)
    assert timedelta(seconds=55) < job.due_at - timezone.now() <= LEASE


def test_mail_is_delivered_once_and_its_text_forgotten(letter):
    tasks.deliver(letter.pk)
    tasks.deliver(letter.pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ani@contoh.id"], "Halo", "Isi")
    letter.refresh_from_db()
    assert (letter.state, letter.body) == (State.DONE, "")


def test_mail_waits_when_the_server_is_away(letter, monkeypatch):
    def away(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    tasks.deliver(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.body) == (State.QUEUED, "Isi")
    assert letter.due_at > timezone.now()


def test_a_worker_is_woken_after_commit(db, wake_calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letter = post("ani@contoh.id", "Halo", "Isi")
        assert wake_calls == []
    assert wake_calls == [(("schools.tasks.deliver", [letter.pk]), {})]


def test_a_broker_that_is_down_never_turns_a_saved_row_into_an_error(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("schools.jobs.current_app.send_task", down)
    with django_capture_on_commit_callbacks(execute=True):
        letter = post("ani@contoh.id", "Halo", "Isi")
    assert OutgoingMail.objects.get(pk=letter.pk).state == State.QUEUED
