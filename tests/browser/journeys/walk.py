"""A person on the way to something: what is done is done by thumb, counted and looked at."""

from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.browser.looks import assert_whole

SECONDS_A_TAP = 1.5  # of somebody who first looks for the place
LETTERS_A_SECOND = 3  # of a thumb on glass
BYTES_A_SECOND = 200_000  # 1.6 Mbit/s
SECONDS_A_PAGE = 0.3  # two ways there and back over a slow mobile link, 150 ms each


@dataclass
class Step:
    """One thing a person would tell of: “I opened the sheet”."""

    who: str
    what: str
    taps: int = 0
    letters: int = 0
    pages: int = 0
    bytes: int = 0

    @property
    def seconds(self):
        """By a model, since a machine's own speed tells nothing about a person with a phone."""
        by_hand = self.taps * SECONDS_A_TAP + self.letters / LETTERS_A_SECOND
        return by_hand + self.pages * SECONDS_A_PAGE + self.bytes / BYTES_A_SECOND

    def told(self):
        return asdict(self) | {"seconds": round(self.seconds, 1)}


class Walk:
    """One journey. `someone` opens a browser, `step` names what comes next, the rest is done."""

    def __init__(self, visit, axe, width=360, language="id", pictures=None):
        self.visit, self.axe, self.width, self.language = visit, axe, width, language
        self.pictures = Path(pictures) if pictures else None
        self.steps, self.step_now, self.page = [], None, None

    def someone(self, username, path="/"):
        """A browser of that person's own, opened at a page. Opening it counts nothing."""
        page = self.visit("about:blank", username, width=self.width, language=self.language)
        page.who = username
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: self._weigh(event["encodedDataLength"]))
        page.on("framenavigated", lambda frame: self._turn(frame))
        page.goto(path, wait_until="networkidle")
        return page

    @contextmanager
    def step(self, what, page):
        """Count what is done here as one step, and look at where it led to."""
        before, self.page = self.page, page
        self.step_now = Step(page.who or "", what)
        self.steps.append(self.step_now)
        yield page
        page.wait_for_load_state("load")
        self.step_now, self.page = None, before
        self.look(page, what)

    def look(self, page, what):
        """Everything that is true of every page is true here, in the state people meet it in."""
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            name = f"{len(self.steps):02d} {what}".replace("/", "-")
            page.screenshot(path=self.pictures / f"{name}.png", full_page=True)
        assert_whole(page, self.axe, self.language)
        assert page.troubles == [], what

    def tap(self, target):
        """Touch something that stays on the page."""
        self._found(target).click()
        self.step_now.taps += 1

    def go(self, target):
        """Touch what leads to another page."""
        with self.page.expect_navigation():
            self.tap(target)

    def send(self):
        """Press the one filled button of the page's form."""
        self.go("main form .btn-primary")

    def write(self, text, target=None):
        if target:
            self.tap(target)
        self.page.keyboard.type(text)
        self.step_now.letters += len(text)

    def write_over(self, text, target):
        """Write in place of what stands there, which the first touch marks."""
        self.tap(target)
        self._found(target).select_text()
        self.write(text)

    def hour(self, target, hour):
        """Open the phone's clock, touch hour and minutes, close it."""
        self._found(target).fill(hour)
        self.step_now.taps += 4

    def choose(self, target, **option):
        """Open a list and touch one of it."""
        self._found(target).select_option(**option)
        self.step_now.taps += 2

    def date(self, target, day):
        """Open the phone's calendar, touch a day, close it."""
        self._found(target).fill(day.isoformat())
        self.step_now.taps += 3

    def file(self, target, name, content):
        """Touch the field, then the file."""
        self._found(target).set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        self.step_now.taps += 2

    def total(self, field, who=None):
        return sum(getattr(step, field) for step in self.steps if who in (None, step.who))

    def _found(self, target):
        return self.page.locator(target).first if isinstance(target, str) else target

    def _weigh(self, size):
        if self.step_now:
            self.step_now.bytes += int(size)

    def _turn(self, frame):
        if self.step_now and frame.parent_frame is None:
            self.step_now.pages += 1
