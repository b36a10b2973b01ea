from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"

    def ready(self):
        from . import checks, sessions  # noqa: F401  (system checks and sign-in receivers)
