"""A running Sejawat with the demo's world, and one Chromium for all browser tests."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from config.frontend import chromium
from reports.demo import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]

# Runs one command of manage.py after the other, as starting Django takes longer than most.
OFFICE = """
import contextlib, io, json, os, sys, traceback
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from django.core.management import call_command
for line in sys.stdin:
    wrong = ""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            call_command(*json.loads(line))
        except (Exception, SystemExit):
            wrong = traceback.format_exc()
    print(json.dumps([said.getvalue().strip(), wrong]), flush=True)
"""


def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test; each process that runs some has one browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def manage(tmp_path_factory):
    """Runs manage.py in the installation that the browser visits, and returns what it says."""
    data = tmp_path_factory.mktemp("browser")
    outside = {
        "DATABASE_URL",
        "REDIS_URL",
        "DJANGO_SETTINGS_MODULE",
        "DJANGO_ALLOW_ASYNC_UNSAFE",
    }
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    environment |= {"DATA_DIR": str(data), "DEMO": "true", "REDIS_URL": "redis://127.0.0.1:1/0"}
    run = {"cwd": ROOT, "env": environment}
    office = subprocess.Popen(
        [sys.executable, "-c", OFFICE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **run,
    )

    def command(*arguments):
        print(json.dumps(arguments), file=office.stdin, flush=True)
        said, wrong = json.loads(office.stdout.readline())
        assert not wrong, wrong
        return said

    command.data, command.run = data, run
    command("prepare")
    with office:
        yield command


@pytest.fixture(scope="session")
def site(manage):
    """The address of the web process alone, as it runs in production but for the demo's data."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serve = f"gunicorn config.wsgi --bind 127.0.0.1:{port} --worker-class gthread --threads 8"
    with (manage.data / "web.log").open("wb") as log:
        web = subprocess.Popen(
            [sys.executable, "-m", *serve.split()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            **manage.run,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz")
        yield address
    finally:
        web.terminate()
        web.wait(20)


def wait_for(url):
    deadline = time.monotonic() + 60
    while True:
        try:
            return urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser():
    # The loop that drives it stays in this thread, and tests that follow here ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe():
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def signed_in(site, browser):
    """Cookies of each account of the demo, signed in once through the page."""
    kept = {}

    def cookies(username):
        if username not in kept:
            context = browser.new_context(base_url=site)
            page = context.new_page()
            page.goto("/akun/masuk/")
            page.locator("[name=login]").fill(username)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main form .btn-primary").click()
            page.wait_for_url(lambda url: "/akun/masuk/" not in url)
            kept[username] = context.cookies()
            context.close()
        return kept[username]

    return cookies


@pytest.fixture(scope="session")
def new_tab(site, browser, signed_in):
    """A fresh browser of someone's, at a width, in a language; notes what should never be met."""

    def opened(username, width, language, theme="light", **options):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 640 if width < 700 else 900},
            is_mobile=width < 700,
            has_touch=width < 700,
            reduced_motion="reduce",
            color_scheme=theme,
            **options,
        )
        if username:
            context.add_cookies(signed_in(username))
        context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        page = context.new_page()
        page.troubles = []
        page.on(
            "console",
            lambda said: said.type in {"error", "warning"} and page.troubles.append(said.text),
        )
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on(
            "request",
            lambda sent: (
                sent.url.startswith((site, "data:", "blob:")) or page.troubles.append(sent.url)
            ),
        )
        return page

    return opened


@pytest.fixture
def visit(new_tab):
    """Open a page in a browser of its own."""
    contexts = []

    def open_page(path, username=None, width=360, language="id", theme="light", **options):
        page = new_tab(username, width, language, theme, **options)
        contexts.append(page.context)
        page.answer = page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def look(new_tab, axe):
    """Open a page in a browser that the same person has used to look at others, and no more."""
    tabs = {}

    def open_page(path, who, width, language):
        known, page = tabs.get((width, language), (None, None))
        if not page or known != who:
            if page:
                page.context.close()
            page = new_tab(who, width, language)
            page.context.add_init_script(axe)
            tabs[width, language] = who, page
        page.troubles.clear()
        page.answer = page.goto(path)
        return page

    yield open_page
    for _, page in tabs.values():
        page.context.close()
