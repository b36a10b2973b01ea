"""Wiring: settings, URLs, the Celery app, the processes. No app imports from here."""

from .celery import app as celery_app

__all__ = ["celery_app"]
