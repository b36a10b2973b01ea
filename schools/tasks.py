"""Celery tasks of the ground floor. Thin: they claim a row and call a service."""

import logging
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from . import jobs
from .mail import hand_over
from .models import OutgoingMail

logger = logging.getLogger(__name__)


@shared_task
def deliver(pk):
    mail = OutgoingMail.objects.claim(pk)
    if mail is None:
        return
    try:
        hand_over(mail)
    except OSError:  # the mail server is away, slow or refuses; smtplib's errors are OSErrors
        logger.warning("mail was not taken", extra={"job": pk, "attempt": mail.attempts})
        mail.put_back()
    else:
        mail.finish(body="")


@shared_task
def wake_waiting_jobs():
    """Find what no message speaks of any more: the broker was down, or a worker died."""
    for kind in jobs.kinds():
        kind.objects.give_up()
        for job in kind.objects.due().order_by("due_at")[:200]:
            jobs.send(job)


@shared_task
def clear_what_has_expired():
    call_command("clearsessions")
    AxesProxyHandler.get_implementation().clean_expired_user_attempts()
    long_ago = timezone.now() - timedelta(days=30)
    OutgoingMail.objects.filter(asked_at__lt=long_ago, state=OutgoingMail.State.DONE).delete()
