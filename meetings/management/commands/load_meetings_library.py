"""Bring the lists of levels and the codebook of factors up to date; safe to run at every start."""

from django.core.management.base import BaseCommand

from meetings.services.library import load_library


class Command(BaseCommand):
    help = "Load the library of levels and factors."

    def handle(self, **options):
        load_library()
