from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self):
        # System checks, lookups and what happens at sign-in.
        from . import checks, lookups, sessions  # noqa: F401
