"""Celery tasks of reports. Thin: they claim a row and call a service."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .models import Report, Summary
from .services import asking


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


@shared_task
def build(pk):
    from .services import building  # with pandas too

    report = Report.objects.claim(pk)
    if report:
        building.build(report)


@shared_task
def ask_by_itself():
    asking.ask_by_itself(timezone.localdate())


@shared_task
def forget_old_reports():
    asking.forget_old(timezone.now())
