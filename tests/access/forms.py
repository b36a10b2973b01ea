"""The forms of a page as a browser reads them, and how a person would fill them in."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

LINES = {"text", "textarea", "search", "email", "tel", "url"}
UNSENT = {"button", "reset", "image", "file"}
# What an empty box is filled with, by its kind; a few boxes ask for something of their own.
FILLING = {"date": "2025-08-01", "time": "08:00", "number": "1", "email": "guru@contoh.id"}


@dataclass
class Field:
    name: str
    kind: str  # the type of an input, or the name of the element
    value: str = ""
    choices: list = field(default_factory=list)
    chosen: list = field(default_factory=list)
    longest: int | None = None

    @property
    def shown(self):
        """The values that go out with the form when nothing is touched."""
        if self.kind in {"select", "radio", "checkbox"}:
            return self.chosen
        return [] if self.kind in UNSENT else [self.value]


@dataclass
class Form:
    method: str
    action: str
    fields: dict = field(default_factory=dict)

    def names(self, *kinds):
        return [name for name, box in self.fields.items() if box.kind in kinds]

    @cached_property
    def lines(self):
        return self.names(*LINES)

    def shown(self):
        return {name: box.shown for name, box in self.fields.items() if box.shown}

    def filled(self, hints):
        """As shown, and whatever is still empty with something plausible."""
        data = {}
        for name, box in self.fields.items():
            plain = name.split("-")[-1]
            choices = [choice for choice in box.choices if choice]
            if any(box.shown):
                data[name] = box.shown
            elif plain in hints:
                data[name] = [hints[plain]]
            elif box.kind in {"select", "radio", "checkbox"}:
                data[name] = choices[:1]
            elif box.kind not in UNSENT | {"hidden", "submit"}:
                data[name] = [FILLING.get(box.kind, "Kartu tanya")]
            else:
                data[name] = box.shown
        return data


class Reader(HTMLParser):
    """Gathers the forms of a page, and the sentences that say what does not fit."""

    SAYS = {"err", "sj-lead", "alert", "status"}  # classes and roles
    VOID = {"input", "br", "img", "hr", "meta", "link", "use", "path", "col", "wbr", "source"}

    def __init__(self, page, address):
        super().__init__()
        self.address, self.said, self.by_id = address, [], {}
        self.form = self.loose = Form("", "")  # boxes outside any form, only to be read
        self.forms, self.select, self.box = [self.loose], None, None
        self.depth = 0  # within a place that says something
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if self.depth and tag not in self.VOID:
            self.depth += 1
        elif self.SAYS & said_by(at) and "hidden" not in at:
            self.depth = 1
            self.said.append("")
        match tag:
            case "form":
                action = at.get("action") or self.address
                self.form = Form((at.get("method") or "get").lower(), action)
                self.forms.append(self.form)
                if at.get("id"):
                    self.by_id[at["id"]] = self.form
            case "input" | "button" if at.get("name"):
                kind = at.get("type") or ("text" if tag == "input" else "submit")
                self.put(at, kind)
            case "select" if at.get("name"):
                self.select = self.put(at, "select")
            case "option" if self.select:
                self.select.choices.append(at.get("value", ""))
                if "selected" in at:
                    self.select.chosen.append(at.get("value", ""))
            case "textarea" if at.get("name"):
                self.box = self.put(at, "textarea")

    def handle_endtag(self, tag):
        if self.depth and tag not in self.VOID:
            self.depth -= 1
        match tag:
            case "form":
                self.form = self.loose
            case "select":
                box, self.select = self.select, None
                if box and not box.chosen and box.choices:
                    box.chosen = box.choices[:1]
            case "textarea" if self.box:
                self.box.value = self.box.value.removeprefix("\n")
                self.box = None

    def handle_data(self, text):
        if self.box:
            self.box.value += text
        if self.depth:
            self.said[-1] += text

    def put(self, at, kind):
        form = self.by_id.get(at.get("form")) or self.form
        if "disabled" in at:
            return None
        box = form.fields.setdefault(at["name"], Field(at["name"], kind))
        if kind in {"radio", "checkbox"}:
            value = at.get("value", "on")
            box.choices.append(value)
            if "checked" in at:
                box.chosen.append(value)
        elif kind != "submit" or not box.value:
            box.value = at.get("value") or ""
        if at.get("maxlength"):
            box.longest = int(at["maxlength"])
        return box


def said_by(attributes):
    return {*(attributes.get("class") or "").split(), attributes.get("role")}


def read(response, address=""):
    return Reader(response.content.decode(), address)
