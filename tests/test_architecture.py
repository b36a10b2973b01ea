"""Rules of the house that a reviewer should not have to remember."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

from schools import personal_data
from schools.access import ScopedQuerySet
from schools.models import User
from schools.personal_data import models_about_people
from schools.scoped_views import PersonalView, ScopedMixin
from staff.models import Person

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["schools", "staff", "meetings", "supervision", "reports"]
LONGEST = 400  # lines of one file
PURE = {"calculations.py", "figures.py"}
PURE_FOLDERS = {"calculations", "dapodik", "figures", "rubrics"}
IMPURE = {"django", "celery", "allauth", "config", *FLOORS}

# Pages that need no row: open to everyone, or third-party pages about the visitor's own account.
PUBLIC = {
    "components",
    "healthz",
    "meetings:calendar_feed",  # the address itself is the key
    "offline",
    "readyz",
    "set_language",
    "set_theme",
    "staff:invitation",  # the link itself is the key
    "what_is_kept",
}
OWN_ACCOUNT = {
    "account_change_password",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}
# Models that no page lists: their rows are reached through others, or by jobs alone.
UNSCOPED = {"schools.OutgoingMail"}
# Models that point at an account or a person and yet belong in nobody's “My data”.
NOT_ABOUT_ANYONE = {
    "meetings.AgendaItem": "who proposed it acted; it is about what is talked of",
    "meetings.Meeting": "who planned or ended it acted; who was there has a row of attendance",
    "meetings.MeetingFile": "who added it acted; it belongs to the meeting",
    "meetings.SavedMinutes": "who sent it acted; what stands is in the minutes",
    "reports.Report": "who asked acted; it holds sums, and of people tells of that one alone",
    "schools.StoredFile": "who stored it acted; the file is about what holds it",
    "staff.DapodikImport": "who asked acted; the lists go once they are written or refused",
    "supervision.Cycle": "who planned acted; those who take part have rows of their own",
    "supervision.InstrumentVersion": "who made it acted; it is about nobody",
    "supervision.Photo": "who took it acted; it belongs to the sheet, which joins",
    "supervision.SavedSheet": "who sent it acted; what stands is on the sheet, which joins",
}


def modules(folder):
    return [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


def imported_packages(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_imports_only_from_those_below(floor):
    above = set(FLOORS[FLOORS.index(floor) + 1 :])
    for path in modules(floor):
        assert not (above | {"config", "tests"}) & set(imported_packages(path)), path


def test_foreign_keys_point_the_same_way():
    for floor in FLOORS:
        below = set(FLOORS[: FLOORS.index(floor) + 1])
        for model in apps.get_app_config(floor).get_models():
            for field in model._meta.get_fields():
                if field.is_relation and field.related_model and not field.auto_created:
                    app = field.related_model._meta.app_label
                    assert app not in FLOORS or app in below, field


@pytest.mark.parametrize("floor", FLOORS)
def test_calculations_and_figures_know_no_framework(floor):
    for path in modules(floor):
        if path.name in PURE or path.parent.name in PURE_FOLDERS:
            assert not IMPURE & set(imported_packages(path)), path


@pytest.mark.parametrize("floor", FLOORS)
def test_views_and_forms_leave_querying_to_the_scope(floor):
    for path in modules(floor):
        if {path.stem, path.parent.name} & {"views", "forms"}:
            nodes = list(ast.walk(ast.parse(path.read_text())))
            used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
            assert not {"objects", "_base_manager", "_default_manager"} & used, path
            assert not {"get_queryset", "get_object"} & defined, path


@pytest.mark.parametrize("floor", FLOORS)
def test_no_signals_between_floors(floor):
    """A receiver may listen to Django and to libraries, never to a model of ours."""
    for path in modules(floor):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "receiver":
                        assert not any(word.arg == "sender" for word in call.keywords), path


def leaves(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or str(pattern.pattern)), pattern
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from leaves(pattern.url_patterns, inner)


ADDRESSES = dict(leaves(get_resolver().url_patterns))


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_page_is_scoped_or_named_public(name):
    view_class = getattr(ADDRESSES[name].callback, "view_class", None)
    ours = view_class and issubclass(view_class, (ScopedMixin, PersonalView))
    assert ours or name in PUBLIC | OWN_ACCOUNT


def test_every_page_that_shows_rows_names_a_scoped_model():
    for name, pattern in ADDRESSES.items():
        view_class = getattr(pattern.callback, "view_class", None)
        if view_class and issubclass(view_class, ScopedMixin):
            assert isinstance(view_class.model.objects.all(), ScopedQuerySet), name


def test_every_model_of_ours_has_an_access_table_or_is_named_here():
    for floor in FLOORS:
        for model in apps.get_app_config(floor).get_models():
            scoped = isinstance(model._default_manager.all(), ScopedQuerySet)
            assert scoped or model._meta.label in UNSCOPED, model


def test_every_model_that_points_at_a_person_joins_my_data_or_is_named_here():
    pointing = {
        model
        for floor in FLOORS
        for model in apps.get_app_config(floor).get_models()
        for field in model._meta.concrete_fields
        if field.related_model in {User, Person}
    }
    silent = {model._meta.label for model in pointing - set(models_about_people())}
    assert silent == set(NOT_ABOUT_ANYONE)


def test_what_joins_my_data_declares_fields_and_a_path_that_exist():
    for model in models_about_people():
        about = model.objects.all().about
        model.objects.filter(**{about.path: 0})
        model.objects.select_related(*about.reads)
        assert all(personal_data.field_of(model, n) or hasattr(model, n) for n in about.fields)
        assert set(about.labels) <= set(about.fields), model


def test_no_form_takes_all_fields():
    for floor in FLOORS:
        for path in modules(floor):
            text = path.read_text()
            assert '__all__"' not in text or path.name == "__init__.py", path
            assert "exclude =" not in text, path


def test_no_page_carries_a_script_or_a_style_of_its_own():
    import re

    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)
    for path in (ROOT / "templates").rglob("*.html"):
        assert not inline.search(path.read_text()), path


def test_the_web_process_starts_without_what_few_requests_need():
    import subprocess
    import sys

    code = (
        "import config.wsgi, sys; from django.urls import get_resolver;"
        "get_resolver().url_patterns; print({'pandas', 'plotly', 'numpy', 'typst', 'icalendar',"
        "'xlsxwriter'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


@pytest.mark.parametrize("ending", ["py", "js", "css", "html"])
def test_no_file_of_ours_is_longer_than_one_sitting(ending):
    """What outgrows it is parted by subject, each part with a name of its own."""
    folders = [*FLOORS, "benchmarks", "config", "static", "templates", "tests"]
    for folder in folders:
        for path in (ROOT / folder).rglob(f"*.{ending}"):
            if "migrations" not in path.parts:
                assert len(path.read_text().splitlines()) <= LONGEST, path
