import io
import json
import logging
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import path, reverse

from config import logs, urls
from schools.access import Role
from tests import make


@pytest.fixture
def lines():
    """What a running process would print, as dicts."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def broken(request):
    raise ValueError(f"nama rahasia {request.GET['q']}")


class WithBrokenPage:
    urlpatterns = [*urls.urlpatterns, path("rusak/", broken, name="broken")]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


def test_a_request_is_one_line_with_route_status_and_account(client, principal, lines):
    client.force_login(principal)
    client.get(reverse("schools:detail", args=[987654]), {"q": "Jannah"})
    (line,) = [line for line in lines() if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "schools:detail", 404)
    assert line["user"] == principal.pk
    assert len(line["request_id"]) == 12
    assert "Jannah" not in json.dumps(line)


def test_a_failure_is_logged_with_its_place_and_without_what_people_typed(
    client, principal, lines, settings
):
    settings.ROOT_URLCONF = WithBrokenPage
    client.force_login(principal)
    client.raise_request_exception = False
    response = client.get("/rusak/", {"q": "Jannah"})
    assert response.status_code == 500
    (line,) = [line for line in lines() if line["event"] == "request failed"]
    assert line["exception"] == "ValueError"
    assert any("test_middleware.py" in frame for frame in line["frames"])
    assert "rahasia" not in json.dumps(lines())


def test_a_wrong_password_leaves_no_name_in_the_log(client, clean_cache, lines):
    client.post("/akun/masuk/", {"login": "nurhaedah", "password": "rahasia sekali"})
    assert "nurhaedah" not in json.dumps(lines())
    assert "rahasia" not in json.dumps(lines())


PAGES = ["home", "schools:list", "me", "what_is_kept", "account_login", "components"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_carries_the_headers_of_a_strict_house(client, principal, name):
    if name != "account_login":
        client.force_login(principal)
    headers = client.get(reverse(name)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]


# Language and clock


def test_an_english_browser_still_gets_indonesian(client, db):
    response = client.get("/akun/masuk/", headers={"accept-language": "en"})
    assert response["Content-Language"] == "id"
    assert '<html lang="id"' in response.content.decode()


def test_the_choice_is_kept_by_the_browser_and_then_by_the_account(client, principal):
    client.post(reverse("set_language"), {"language": "en", "next": "/akun/masuk/"})
    assert client.get("/akun/masuk/")["Content-Language"] == "en"
    client.force_login(principal)
    client.post(reverse("set_language"), {"language": "id", "next": "/"})
    client.cookies.clear()
    client.force_login(principal)
    principal.refresh_from_db()
    assert principal.language == "id"
    assert client.get("/")["Content-Language"] == "id"


@pytest.mark.parametrize("language", ["xx", "", "../en", "en" * 400])
def test_an_unknown_language_changes_nothing(client, db, language):
    client.post(reverse("set_language"), {"language": language})
    client.cookies["django_language"] = language.replace(" ", "")[:200]
    assert client.get("/akun/masuk/")["Content-Language"] == "id"


@pytest.mark.parametrize("target", ["//jahat.contoh", "https://jahat.contoh", "/\\jahat", ""])
def test_choices_lead_back_to_our_own_pages_only(client, db, target):
    for name in ("set_language", "set_theme"):
        assert client.post(reverse(name), {"next": target})["Location"] == "/"


@pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("light", "light"), ("auto", "")])
def test_the_theme_is_this_devices_choice(client, db, theme, kept):
    client.post(reverse("set_theme"), {"theme": theme})
    assert client.cookies["theme"].value == kept


@pytest.mark.parametrize(
    ("zone", "label"),
    [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
)
def test_times_are_shown_by_the_clock_of_the_readers_school(client, db, zone, label):
    user = make.user(Role.TEACHER, make.school(time_zone=zone))
    client.force_login(user)
    page = client.get("/")
    assert page.context["now"].tzname() == label


def test_above_schools_the_clock_is_that_of_the_schools_there(client, db):
    school = make.school(time_zone="Asia/Jayapura")
    client.force_login(make.user(Role.DISTRICT, school.district))
    assert client.get("/").context["now"].tzname() == "WIT"


@pytest.mark.django_db
def test_roles_hold_by_the_clock_of_the_school_and_not_of_whoever_was_served_before():
    """At half past ten in Jakarta the last day of a role is not over; in Jayapura it is."""
    late = datetime(2026, 7, 27, 22, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    with time_machine.travel(late, tick=False):
        for zone, holds in [("Asia/Jayapura", False), ("Asia/Jakarta", True)]:
            school = make.school(time_zone=zone)
            client, reader = Client(), make.user()
            make.membership(reader, Role.TEACHER, school, until=late.date())
            client.force_login(reader)
            page = client.get(reverse("schools:list")).content.decode()
            assert (school.name in page) is holds
