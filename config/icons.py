"""Make var/parts/, the static files in which something comes from npm: `python -m config.icons`.

Four files: the style of every page in one piece (the part of Bootstrap that we use and
static/css/tokens.css and frame/), the Latin font, Plotly's basic bundle for pages with figures,
and one sprite with the Lucide icons named below and our own signs (static/img/signs.svg).
Standard library only, so that it runs before anything is installed.
"""

import os
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
PARTS = Path(os.environ.get("DATA_DIR", "").strip() or ROOT / "var").resolve() / "parts"
SIGNS = ROOT / "static" / "img" / "signs.svg"
STYLES = ROOT / "static" / "css"
# In the order in which they hold: a later rule goes over an earlier one.
FRAME = [
    STYLES / "frame" / f"{name}.css"
    for name in [
        "ground",
        "shell",
        "lists",
        "controls",
        "dialogue",
        "figures",
        "notices",
        "choosing",
        "states",
        "door",
        "components",
        "media",
    ]
]

# A page may use these and no others; tests/test_tokens.py compares.
ICONS = [
    "arrow-left",
    "arrow-up",
    "book-open",
    "calendar",
    "camera",
    "chart-column",
    "check",
    "chevron-left",
    "chevron-right",
    "clipboard-check",
    "clock",
    "contact",
    "copy",
    "download",
    "eye",
    "file-text",
    "git-branch",
    "history",
    "house",
    "info",
    "key-round",
    "list-filter",
    "lock",
    "log-out",
    "merge",
    "paperclip",
    "pencil",
    "plus",
    "printer",
    "school",
    "search",
    "shield-check",
    "smartphone",
    "triangle-alert",
    "upload",
    "user",
    "users",
    "wifi-off",
    "x",
]

# What we take of Bootstrap: a rule stays when every class in its selector matches.
# Whole, it would be 23 of the 90 KB that a first visit may weigh; add a name when a page needs it.
TAKEN = [
    r"row|col(-md)?",
    r"form-(control|select|label|text|check(-(input|label|inline))?)",
    r"input-group(-text)?|is-invalid|invalid-feedback|disabled|active|show",
    r"btn(-(primary|warning|sm))?",
    r"table|visually-hidden",
    r"d-(none|flex)|flex-grow-1|align-self-center|gap-2",
    r"[mp][tbx]?-\d",
    r"text-(break|nowrap)|w-100|h-auto",
]
BOOTSTRAP = re.compile("|".join(TAKEN))


def main():
    PARTS.mkdir(parents=True, exist_ok=True)
    font = "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2"
    write("frame.css", style())
    write("sprite.svg", sprite())
    shutil.copyfile(NODE_MODULES / font, PARTS / "plus-jakarta-sans.woff2")
    bundle = "plotly.js-basic-dist-min/plotly-basic.min.js"
    shutil.copyfile(NODE_MODULES / bundle, PARTS / "plotly.js")


def write(name, text):
    """A reader sees the old file or the new one, never half of it."""
    draft = PARTS / f"{name}.part"
    draft.write_text(text, encoding="utf-8")
    draft.replace(PARTS / name)


def style():
    """What each page would otherwise ask for in three requests, in the order in which it holds."""
    bootstrap = (NODE_MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css").read_text()
    own = [sheet.read_text(encoding="utf-8") for sheet in [STYLES / "tokens.css", *FRAME]]
    return "\n".join([licence(bootstrap) + "".join(trimmed(bootstrap)), *own])


def sprite():
    symbols = [symbol(name) for name in ICONS]
    own = re.search(r"<svg[^>]*>(.*)</svg>", SIGNS.read_text(encoding="utf-8"), re.S)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        "<!-- i-*: Lucide, ISC licence, lucide.dev/license. The rest: Sejawat, MIT. -->"
        + "".join(symbols)
        + tidied(own[1])
        + "</svg>\n"
    )


def symbol(name):
    source = NODE_MODULES / "lucide-static" / "icons" / f"{name}.svg"
    inner = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(encoding="utf-8"), re.S)
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{tidied(inner[1])}</symbol>'


def tidied(markup):
    markup = re.sub(r"<!--.*?-->", "", markup, flags=re.S)
    return re.sub(r"\s+/>", "/>", re.sub(r">\s+<", "><", markup.strip()))


def licence(css):
    return re.match(r"(?:@charset[^;]*;)?(/\*!.*?\*/)", css, re.S)[1] + "\n"


def trimmed(css):
    """Yield the rules of minified CSS whose classes we use."""
    css = re.sub(r"@charset[^;]*;|/\*.*?\*/", "", css, flags=re.S)
    for head, body in blocks(css):
        if head.startswith("@media"):
            inside = "".join(trimmed(body))
            if inside:
                yield f"{head}{{{inside}}}"
        elif not head.startswith("@"):
            kept = [selector for selector in split_list(head) if is_used(selector)]
            if kept:
                yield f"{','.join(kept)}{{{body}}}"


def blocks(css):
    """Yield each rule as (what stands before the brace, what stands inside)."""
    start = depth = opened = 0
    for position, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = position
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : position]
                start = position + 1


def split_list(selectors):
    """Split at the commas that stand outside brackets."""
    return re.split(r",(?![^(]*\))", selectors)


def is_used(selector):
    classes = re.findall(r"\.([\w-]+)", re.sub(r"\[[^]]*\]", "", selector))
    return all(BOOTSTRAP.fullmatch(name) for name in classes)


if __name__ == "__main__":
    try:
        main()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is missing; run npm ci first.")
