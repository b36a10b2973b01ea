"""Waking a worker, without ever turning a saved form into an error."""

from celery import current_app, group, signature
from django.apps import apps
from django.db import transaction

from .models.jobs import Job


def wake(job):
    """After commit, tell a worker that `job` waits.

    `robust`: if the broker is down the page still answers; the sweeper finds the row later.
    """
    transaction.on_commit(lambda: send(job), robust=True)


def send(job):
    current_app.send_task(job.task, [job.pk])


def send_all(task, pks):
    """Send many at once, to as many workers as there are. Their rows hold what comes of it."""
    group(signature(task, [pk]) for pk in pks).apply_async()


def kinds():
    return [model for model in apps.get_models() if issubclass(model, Job)]
