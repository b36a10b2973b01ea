"""What a page costs beside an empty one for someone who is signed in, and what the web process
holds in memory."""

import http.client
import subprocess
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q

from config.processes import ROOT
from schools.access import KNOW
from supervision.models import Visit

from .. import serving
from ..measuring import Line, children, memory, seconds, side_by_side
from ..tracing import traced
from .rebuilding import count_missing

ASKED = 10  # times in a round
ROWS = 50  # in the list
GOALS = {
    "list": ("list of 50 rows ÷ empty authenticated view", 0.22),
    "dashboard": ("dashboard from stored numbers ÷ empty authenticated view", 0.75),
    "sheet": ("visit sheet of 24 items ÷ empty authenticated view", 0.20),
}
MOST_MEMORY = 75


def measure(worlds):
    with worlds.district():
        count_missing()
        serving.prepare()
        yield from requests_a_second(worlds)
        yield web_memory()


def requests_a_second(worlds):
    from benchmarks import web
    from supervision.views.visits import VisitList

    VisitList.paginate_by = ROWS
    who, pages = serving.principal(), serving.pages()
    ways = {
        name: repeated(serving.asking(web.application, path, who))
        for name, path in {"empty": web.EMPTY, **pages}.items()
    }
    side_by_side(1, **ways)  # to warm up
    found = side_by_side(worlds.scale.short_rounds, **ways)
    for name, (work, goal) in GOALS.items():
        ratio = found.ratio("empty", name)
        size = len(serving.asking(web.application, pages[name], who)())
        yield Line(
            work,
            f"≥ {goal}",
            str(ratio),
            ratio.middle >= goal,
            made_of=f"{seconds(found.of(name) / ASKED)} for {size / 1000:.0f} KB of HTML, the empty"
            f" view {seconds(found.of('empty') / ASKED)}; by the WSGI door in one process",
            limits=traced(serving.asking(web.application, pages[name], who)),
        )
    yield access(worlds, who)


def access(worlds, who):
    """The rows that an access table opens, and the same rows by keys that are known beforehand."""
    own = Q(school=who.school.pk) | Q(person=who.person.pk) | Q(observer=who.pk)
    found = side_by_side(
        worlds.scale.short_rounds,
        rule=lambda: Visit.objects.for_user(who, KNOW).count(),
        keys=lambda: Visit.objects.filter(own).count(),
    )
    assert set(Visit.objects.for_user(who, KNOW)) == set(Visit.objects.filter(own))
    return Line(
        "visits open to a principal, by the access table ÷ by plain keys",
        "none was set",
        str(found.ratio("rule", "keys")),
        None,
        made_of=f"{seconds(found.of('rule'))} and {seconds(found.of('keys'))} among"
        f" {Visit.objects.count():,} visits",
    )


def repeated(ask):
    def go():
        for _ in range(ASKED):
            ask()

    return go


def by_package():
    run = [sys.executable, "-m", "benchmarks.importing"]
    return subprocess.run(run, cwd=ROOT, capture_output=True, check=True, text=True).stdout.strip()


def web_memory():
    """Of the web worker as the supervisor starts it, once each page was opened a few times."""
    who, pages = serving.principal(), serving.pages()
    with serving.served() as (site, pid):
        line = http.client.HTTPConnection(urlsplit(site).netloc)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={serving.cookie_of(who)}"}
        for _ in range(5):
            for path in pages.values():
                line.request("GET", path, headers=headers)
                answer = line.getresponse()
                assert answer.status == 200, (path, answer.status)
                answer.read()
        [worker] = children(pid)
        held, peak, parent = memory(worker, "Pss"), memory(worker, "VmHWM"), memory(pid, "Pss")
    return Line(
        "web worker memory (Pss)",
        f"≤ {MOST_MEMORY} MB",
        f"{held * 1.048576:.0f} MB",
        held * 1.048576 <= MOST_MEMORY,
        made_of=f"its peak {peak:.0f} MiB, and gunicorn beside it {parent:.0f} MiB Pss",
        limits=f"What is imported; pandas is not. By package, in MiB: {by_package()}.",
    )
