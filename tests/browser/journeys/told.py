"""Write the tables of docs/journeys.md from the last walk: `python -m tests.browser.journeys.told`.

What each journey took when it was first walked stands in first.json, and stays.
"""

import ast
import json
from pathlib import Path

from .conftest import KEPT, PHONE

HERE = Path(__file__).parent
FIRST = HERE / "first.json"
DOC = HERE.parents[2] / "docs" / "journeys.md"
BEGIN, END = "<!-- walked -->", "<!-- /walked -->"
FIELDS = ("taps", "letters", "pages", "seconds", "bytes")
HEAD = "| who | does | taps | letters | pages | seconds | KB |\n|---|---|---:|---:|---:|---:|---:|"


def walked():
    """What the last walk on a phone took: name of the journey → its steps."""
    folder = "-".join(map(str, PHONE))
    return {
        path.parents[1].name: json.loads(path.read_text())
        for path in sorted(KEPT.glob(f"*/{folder}/*.json"))
    }


def title(name):
    """The first line of the test's own words."""
    return ast.get_docstring(ast.parse((HERE / f"test_{name}.py").read_text())).splitlines()[0]


def total(steps):
    return {field: sum(step[field] for step in steps) for field in FIELDS}


def cells(numbers):
    shown = [f"{numbers[field]:,.0f}" for field in FIELDS[:-1]]
    return " | ".join([*shown, f"{numbers['bytes'] / 1000:,.0f}"])


def row(who, does, numbers):
    return f"| {who} | {does} | {cells(numbers)} |"


def summary(journeys, first):
    """Each journey in one line, before and after."""
    head = "| journey | taps | letters | pages | seconds | KB |\n|---|---:|---:|---:|---:|---:|"
    lines = []
    for name, steps in journeys.items():
        before = cells(total(first[name])).split(" | ")
        after = cells(total(steps)).split(" | ")
        both = [
            old if old == new else f"{old} → **{new}**"
            for old, new in zip(before, after, strict=True)
        ]
        lines.append(f"| [{title(name)}](#{name}) | {' | '.join(both)} |")
    return "\n".join([head, *lines])


def journey(name, steps):
    lines = [row(step["who"], step["what"], step) for step in steps]
    heading = f'<a id="{name}"></a>\n\n### {title(name)}'
    return "\n".join([heading, "", HEAD, *lines, row("", "**together**", total(steps))])


def write():
    journeys = walked()
    first = json.loads(FIRST.read_text()) if FIRST.exists() else {}
    first |= {name: steps for name, steps in journeys.items() if name not in first}
    FIRST.write_text(json.dumps(first, indent=1, ensure_ascii=False) + "\n")
    parts = [summary(journeys, first), *(journey(*one) for one in journeys.items())]
    before, _, rest = DOC.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    DOC.write_text(f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}")


if __name__ == "__main__":
    write()
