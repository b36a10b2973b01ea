"""How long a person with a cheap phone waits for each page of a running demo.

    python -m benchmarks.waiting http://127.0.0.1:8000 [--write docs/journeys.md]

Follows the links from the home of each account of the demo, takes one address of each kind, and
opens it twice in Chromium with the processor four times slower and the line of a slow phone: the
first time with nothing kept, and then again.
"""

import argparse
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import sync_playwright

LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
FIRST, AGAIN = 2.5, 1.0  # seconds until it can be read
PLAIN, CHARTS = (90, 20), (420, 40)  # KB on the wire, the first time and again
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)"')
SHOWN = 15  # pages in the table
AT_MOST = 400  # addresses asked for one account
READABLE = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().at(-1).startTime / 1000)
).observe({type: 'largest-contentful-paint', buffered: true}))"""


@dataclass
class Seen:
    page: str
    who: str
    has_charts: bool
    first: tuple  # seconds, KB
    again: tuple

    @property
    def holds(self):
        budget = CHARTS if self.has_charts else PLAIN
        return (
            self.first[0] <= FIRST
            and self.again[0] <= AGAIN
            and self.first[1] <= budget[0]
            and self.again[1] <= budget[1]
        )

    def __str__(self):
        page = f"{self.page}, with figures" if self.has_charts else self.page
        cells = [
            f"{number:.{digits}f}"
            for visit in (self.first, self.again)
            for number, digits in zip(visit, (2, 0), strict=True)
        ]
        return f"| {' | '.join([page, self.who, *cells, 'holds' if self.holds else '**over**'])} |"


def name_of(path):
    """What the address is called in the code, and nothing for one that is not a page of ours."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def signed_in(browser, site, username, password):
    with browser.new_context(base_url=site) as context:
        page = context.new_page()
        page.goto("/akun/masuk/")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill(password)
        with page.expect_navigation():
            page.locator("main form .btn-primary").click()
        return context.cookies()


def pages_of(browser, site, cookies, known):
    """One address of each page that links lead to and nobody has opened before."""
    with browser.new_context(base_url=site) as context:
        context.add_cookies(cookies)
        ahead, met = ["/"], {"/"}
        for asked, path in enumerate(ahead):
            if asked == AT_MOST:
                break
            answer = context.request.get(path)
            if "text/html" not in answer.headers["content-type"] or answer.status != 200:
                continue
            name = name_of(answer.url)
            if name and name not in known:
                known.add(name)
                yield name, urlsplit(answer.url).path
            for href in HREF.findall(answer.text()):
                to = urldefrag(urljoin(answer.url, href.replace("&amp;", "&"))).url
                path = to.removeprefix(site)
                # Many rows of one kind lead to the same pages.
                kind = name_of(path), bool(urlsplit(path).query)
                if to.startswith(site) and kind[0] and kind not in met and "keluar" not in path:
                    met.add(kind)
                    ahead.append(path)


def open_twice(browser, site, cookies, path):
    with browser.new_context(
        base_url=site, viewport={"width": 360, "height": 640}, is_mobile=True
    ) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", LINE)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        sizes = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        for _ in range(2):
            sizes.clear()
            page.goto(path, wait_until="load")
            page.wait_for_load_state("networkidle")
            yield page.evaluate(READABLE), sum(sizes) / 1000
        yield page.locator("[data-figure]").count() > 0


def measure(site):
    from config.frontend import chromium
    from reports.demo import PASSWORD, accounts
    from tests.browser.conftest import FLAGS

    known = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for account in accounts():
            who = account["username"]
            cookies = signed_in(browser, site, who, PASSWORD)
            for name, path in list(pages_of(browser, site, cookies, known)):
                first, again, charts = open_twice(browser, site, cookies, path)
                seen = Seen(name, who, charts, first, again)
                print(seen, flush=True)
                yield seen
        browser.close()


def middle(numbers):
    return sorted(numbers)[len(numbers) // 2]


def told(found):
    slowest = sorted(found, key=lambda seen: seen.first[0], reverse=True)
    waits = " ".join(
        f"{when}: readable after {middle(times):.2f} s in the middle, {max(times):.2f} s at most."
        for when, times in [
            ("First visit", [seen.first[0] for seen in found]),
            ("Again", [seen.again[0] for seen in found]),
        ]
    )
    holding = sum(seen.holds for seen in found)
    return "\n".join(
        [
            f"{len(found)} pages, {holding} within all four bounds. {waits}",
            "",
            f"The {SHOWN} slowest, and whatever does not hold:",
            "",
            "| page | as | first, s | KB | again, s | KB | |",
            "|---|---|---:|---:|---:|---:|---|",
            *map(str, slowest[:SHOWN]),
            *(str(seen) for seen in slowest[SHOWN:] if not seen.holds),
        ]
    )


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("site")
    asked.add_argument("--write", type=Path)
    given = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    found = list(measure(given.site.rstrip("/")))
    print(told(found))
    if given.write:
        before, _, rest = given.write.read_text().partition(BEGIN)
        after = rest.partition(END)[2]
        given.write.write_text(f"{before}{BEGIN}\n\n{told(found)}\n\n{END}{after}")


if __name__ == "__main__":
    main()
