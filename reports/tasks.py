"""Celery tasks of reports. Thin: they claim a row and call a service."""

from datetime import timedelta

from celery import shared_task

from .models import Summary


@shared_task
def count(pk):
    from .services import counting  # pandas comes with it, and belongs to workers alone

    summary = Summary.objects.claim(pk)
    if summary:
        counting.count(summary)


@shared_task
def look_for_changes(minutes):
    from .services import counting

    counting.look_for_changes(back=timedelta(minutes=minutes))
