"""Wiring: settings, URLs, the Celery app, the processes. No app imports from here."""
