"""What pages weigh on the wire and when they can be read, in Chromium."""

from contextlib import contextmanager

from django.conf import settings
from playwright.sync_api import sync_playwright

from config.frontend import chromium

from .. import serving
from ..measuring import Line
from .rebuilding import count_missing

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]
SLOWER = 4  # times, as an old phone
PLAIN = ("home", "list", "sheet")  # pages without a chart
PATIENCE = 30_000


def measure(worlds):
    with worlds.district():
        count_missing()
        serving.prepare()
        pages = serving.pages()
        with serving.served() as (site, _pid), browsing(site, serving.principal()) as window:
            yield plain_pages(window, pages)
            yield from dashboard(window, pages["dashboard"])


def plain_pages(window, pages):
    found = {name: twice(window, pages[name]) for name in PLAIN}
    first = max(seen[0]["bytes"] for seen in found.values())
    again = max(seen[1]["bytes"] for seen in found.values())
    return Line(
        "page without charts, first / again",
        "≤ 90 KB / ≤ 20 KB",
        f"{kilo(first)} / {kilo(again)}",
        first <= 90_000 and again <= 20_000,
        made_of="the heaviest of " + ", ".join(f"{name} {told(*it)}" for name, it in found.items()),
        limits="Styles, scripts and the font of the frame, which come once.",
    )


def dashboard(window, path):
    first, again = twice(window, path)
    charts = f"{first['charts']} charts" if first["charts"] else "no chart is on the page yet"
    yield Line(
        "first dashboard visit: bytes, requests, readable and drawn with the CPU ÷ 4",
        "≤ 420 KB, ≤ 10, ≤ 1 s, ≤ 1.8 s",
        f"{kilo(first['bytes'])}, {first['requests']} requests, readable {first['readable']:.2g} s,"
        f" drawn {first['drawn']:.2g} s",
        fits(first) if first["charts"] else None,
        made_of=f"{charts}; on this machine’s own network",
        limits="The chart bundle, see research.",
    )
    yield Line(
        "dashboard again",
        "≤ 40 KB, ≤ 3 requests",
        f"{kilo(again['bytes'])}, {again['requests']} requests",
        again["bytes"] <= 40_000 and again["requests"] <= 3 if first["charts"] else None,
        made_of=charts,
        limits="The page itself.",
    )


def fits(seen):
    return (
        seen["bytes"] <= 420_000
        and seen["requests"] <= 10
        and seen["readable"] <= 1
        and seen["drawn"] <= 1.8
    )


def kilo(number):
    return f"{number / 1000:.0f} KB"


def told(first, again):
    return f"{kilo(first['bytes'])} / {kilo(again['bytes'])}"


@contextmanager
def browsing(site, user):
    """Gives a function that opens a phone's window, signed in and with nothing kept from before."""
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": serving.cookie_of(user),
        "url": site,
    }
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)

        def window():
            context = started.new_context(
                base_url=site, viewport={"width": 360, "height": 640}, is_mobile=True
            )
            context.add_cookies([cookie])
            return context

        yield window
        started.close()


def twice(window, path):
    """What a page takes the first time and the second, for any address of the site."""
    with window() as context:
        page = context.new_page()
        page.goto("/healthz")
        return seen(page, path), seen(page, path)


def seen(page, path):
    """Bytes and requests as Chromium counts them; when it could be read, when all was drawn."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    asked, found = set(), {"bytes": 0, "requests": 0}

    def count(event):
        if event["requestId"] in asked:  # not what an earlier page is still waiting for
            found["bytes"] += int(event["encodedDataLength"])
            found["requests"] += event["encodedDataLength"] > 0

    wire.on("Network.requestWillBeSent", lambda event: asked.add(event["requestId"]))
    wire.on("Network.loadingFinished", count)
    page.goto(path, wait_until="load")
    charts = page.locator("[data-figure]").count()
    if charts:  # what comes into sight is drawn a second time, by the bundle
        page.locator("[data-figure]").first.scroll_into_view_if_needed()
        page.locator(".is-redrawn").first.wait_for(timeout=PATIENCE)
    drawn = page.evaluate("performance.now()") / 1000
    page.wait_for_load_state("networkidle")
    readable = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    wire.detach()  # or the next visit would be counted here as well
    return found | {"charts": charts, "readable": readable / 1000, "drawn": drawn}
