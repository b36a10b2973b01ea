"""Bring the library of instruments and band sets up to date; safe to run at every start."""

from django.core.management.base import BaseCommand

from supervision.services.instruments import load_library


class Command(BaseCommand):
    help = "Load the library of instruments and band sets."

    def handle(self, **options):
        load_library()
