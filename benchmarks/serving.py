"""Pages of a district for those who open them: asked in this process, or served to a browser."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from config.processes import ONE_HEAP, ROOT
from reports.models import Summary
from schools.access import Role
from schools.models import Membership, User
from supervision.kinds import State
from supervision.models import Visit
from supervision.services import visits

from .measuring import wait_until
from .server import address


def prepare():
    """Static files, library and a visit under way, as a running house has them."""
    call_command("prepare")
    visit_under_way()


def visit_under_way():
    """One whose sheet of 24 items is half filled in, by the principal."""
    visit = Visit.objects.filter(kind="lesson", state=State.RUNNING).first()
    if visit is None:
        like = Visit.objects.filter(kind="lesson", school=principal().school).first()
        now = timezone.now()
        visit = Visit.objects.create(
            school=like.school,
            kind=like.kind,
            state=State.RUNNING,
            person=like.person,
            observer=like.observer,
            class_group=like.class_group,
            date=timezone.localdate(),
            version=like.version,
            band_set=like.band_set,
            planned_by=like.observer,
            accepted_by_person_at=now,
            accepted_by_observer_at=now,
            started_at=now,
        )
    sheet = visits.sheet_of(visit)
    codes = visit.version.rubric.codes
    sheet.cells = {f"{code}.score": {"value": 3, "revision": 1} for code in codes[::2]}
    sheet.revision = 1
    sheet.save()
    return visit


def principal():
    return User.objects.filter(memberships__role=Role.PRINCIPAL).order_by("pk").first()


def office():
    return Membership.objects.filter(role=Role.DISTRICT).first().user


def pages():
    """Name → address, of what a principal opens."""
    own = Summary.objects.filter(term__school=principal().school).order_by("-term__code")
    return {
        "home": reverse("home"),
        "list": reverse("supervision:visits"),
        "sheet": reverse("supervision:sheet", args=[visit_under_way().pk]),
        "dashboard": reverse("reports:term", args=[own.first().pk]),
    }


def cookie_of(user):
    """What the browser of someone who has just signed in sends along."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def asking(application, path, user):
    """A function that asks for the page once, through everything but the socket."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={cookie_of(user)}"
    ask = RequestFactory(SERVER_NAME="localhost", HTTP_COOKIE=cookie).get

    def go():
        said = []
        answer = application(ask(path).environ, lambda status, headers: said.append(status))
        body = b"".join(answer)
        answer.close()
        assert said == ["200 OK"], (path, said)
        return body

    return go


@contextmanager
def served():
    """The web process as the supervisor starts it; gives its address and its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        **ONE_HEAP,
        "DATABASE_URL": address(),
        "DATA_DIR": str(settings.DATA_DIR),
        "LOG_LEVEL": "ERROR",
    }
    web = subprocess.Popen(
        [
            sys.executable,
            *f"-m gunicorn benchmarks.web --bind 127.0.0.1:{port} --no-control-socket".split(),
            *"--workers 1 --worker-class gthread --threads 8 --log-level error".split(),
        ],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: answers(port) or web.poll() is not None)
        yield f"http://127.0.0.1:{port}", web.pid
    finally:
        web.terminate()
        web.wait(30)


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
