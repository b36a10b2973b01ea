"""What every page is held to, however one came to it."""

import re

TAGS = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
RULES = f"{{runOnly: {TAGS}, resultTypes: ['violations']}}"
ENGLISH = re.compile(
    r"\b(Save|Cancel|Delete|Search|Settings|Next|Previous|Submit|Loading|Required|Select|Choose|"
    r"Please|Sign in|Log in|Home|Password|Username|Edit|Add|View|Back|Close|Open|The|This|with|"
    r"and|of|are|is)\b"
)

TOO_SMALL = """() => [...document.querySelectorAll(
            'a[href], button, input:not([type=hidden]), select, textarea')]
        .filter(e => { const b = e.getBoundingClientRect(), s = getComputedStyle(e);
            return b.width > 1 && b.height > 1 && s.visibility !== 'hidden'
                && !(e.tagName === 'A' && s.display === 'inline')
                && !e.closest('label')
                && Math.min(b.height, b.width) < 24; })
        .map(e => e.outerHTML.slice(0, 120))"""


def assert_whole(page, axe, language="id"):
    """Nothing sticks out, nothing is too small for a thumb, nothing is left in English."""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= page.viewport_size["width"]
    assert page.locator("h1").count() == 1
    assert page.title().endswith("· Sejawat")
    if language == "id":
        text = page.locator("body").inner_text()
        assert sorted(set(ENGLISH.findall(text.replace("English", "")))) == []
    assert not (small := page.evaluate(TOO_SMALL)), small
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = page.evaluate(
        f"async () => (await axe.run(document, {RULES})).violations"
        ".map(v => [v.id, v.nodes[0].html.slice(0, 200)])"
    )
    assert found == [], found
