"""Celery tasks about people. Thin: they claim a row and call a service."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .models import DapodikImport
from .services import imports


@shared_task
def run_import(pk):
    job = DapodikImport.objects.claim(pk)
    if job:
        imports.run(job)


@shared_task
def forget_left_behind():
    imports.forget_left_behind(before=timezone.now() - timedelta(days=1))
