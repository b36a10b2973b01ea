"""System checks: they tell an operator in words what is missing or unsafe."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def https_is_on(app_configs, **kwargs):
    if settings.HTTPS:
        return []
    return [
        checks.Warning(
            "Sejawat is not told that people reach it over https.",
            hint="Set HTTPS=true once a proxy with a certificate stands in front of it.",
            id="sejawat.W001",
        )
    ]


@checks.register(checks.Tags.security)
def https_ends_at_a_proxy(app_configs, **kwargs):
    if not settings.HTTPS or settings.PROXIES:
        return []
    return [
        checks.Error(
            "HTTPS is on, but no proxy is named that could answer https.",
            hint="Set PROXIES to how many proxies stand in front, usually 1.",
            id="sejawat.E002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def this_is_no_demo(app_configs, **kwargs):
    if not settings.DEMO:
        return []
    return [
        checks.Error(
            "This is a demo: its passwords are printed on the screen.",
            hint="Leave DEMO unset where real people work.",
            id="sejawat.E001",
        )
    ]


@checks.register(checks.Tags.database, deploy=True)
def sqlite_serves_one_small_school(app_configs, **kwargs):
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return []
    return [
        checks.Info(
            "Data is kept in SQLite, which serves one school and about 20 people at once.",
            hint="Set DATABASE_URL to PostgreSQL for more.",
            id="sejawat.I001",
        )
    ]


@checks.register(checks.Tags.staticfiles)
def front_end_parts_are_there(app_configs, **kwargs):
    if (settings.DATA_DIR / "parts" / "sprite.svg").exists():
        return []
    return [
        checks.Warning(
            "The front-end parts are missing: pages will have no style and no icons.",
            hint="Run `make demo` or `make run`, or `python -m config.frontend`.",
            id="sejawat.W002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def mail_leaves_the_house(app_configs, **kwargs):
    if "smtp" in settings.EMAIL_BACKEND:
        return []
    return [
        checks.Warning(
            "Mail is printed, not sent: nobody can make a new password by themselves.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587.",
            id="sejawat.W003",
        )
    ]
