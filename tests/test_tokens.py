"""The colours of tokens.css: contrast (WCAG 2), colour blindness; and nothing goes past them.

Simulation: the severity-1.0 matrices of Machado, Oliveira and Fernandes (2009) on linear RGB;
difference: CIEDE2000.
"""

import math
import re
from itertools import combinations
from pathlib import Path

import crispy_bootstrap5
import pytest

from config import icons

ROOT = Path(__file__).resolve().parent.parent
CSS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
FRAME_CSS = "".join(sheet.read_text(encoding="utf-8") for sheet in icons.FRAME)
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
DARK = CSS.index("[data-bs-theme=dark] {")
THEMES = {"light": CSS[:DARK], "dark": CSS[DARK : CSS.index("/* type */")]}
TOKENS = {
    theme: dict(re.findall(r"--sj-([\w-]+): (#[0-9A-F]{6})", text))
    for theme, text in THEMES.items()
}

BANDS = range(1, 6)
PAIRS = [  # text or edge, ground, floor
    ("ink", "sheet", 7),
    ("ink", "paper", 7),
    ("ink", "raised", 7),
    ("ink", "teal-tint", 7),
    ("ink", "amber-tint", 7),
    ("ink", "brick-tint", 7),
    ("ink-2", "sheet", 7),
    ("ink-2", "paper", 7),
    ("ink-2", "raised", 4.5),
    ("ink-3", "sheet", 4.5),
    ("ink-3", "paper", 4.5),
    ("teal", "sheet", 4.5),
    ("teal", "paper", 4.5),
    ("teal", "raised", 4.5),
    ("teal", "teal-tint", 4.5),
    ("teal-on", "teal", 4.5),
    ("teal-on", "teal-hover", 4.5),
    ("amber-on", "amber", 4.5),
    ("amber-ink", "amber-tint", 4.5),
    ("amber-ink", "sheet", 4.5),
    ("amber", "board", 4.5),
    ("board-ink", "board", 7),
    ("board-ink-2", "board", 4.5),
    ("brick", "sheet", 4.5),
    ("brick", "brick-tint", 4.5),
    ("brick-on", "brick", 4.5),
    ("sheet", "ink", 7),
    ("voice-observer", "sheet", 3),
    ("box", "sheet", 3),
    ("box", "paper", 3),
    ("focus", "sheet", 3),
    ("focus", "paper", 3),
    ("rule", "paper", 3),
    *[(f"band-{k}", ground, 3) for k in BANDS for ground in ("sheet", "paper", f"band-{k}-tint")],
    *[("ink", f"band-{k}-tint", 7) for k in BANDS],
]
LEAST_DIFFERENCE = 9
SIGHTS = {
    "normal": None,
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "ground", "floor"), PAIRS)
def test_contrast(theme, name, ground, floor):
    ratio = contrast(TOKENS[theme][name], TOKENS[theme][ground])
    assert ratio >= floor, f"{name} on {ground}, {theme}: {ratio:.2f} is below {floor}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_bands_differ_for_every_eye(theme, sight):
    shown = [lab(seen(TOKENS[theme][f"band-{k}"], SIGHTS[sight])) for k in BANDS]
    least = min(difference(one, other) for one, other in combinations(shown, 2))
    assert least >= LEAST_DIFFERENCE, f"{sight}, {theme}: {least:.1f}"


def test_higher_bands_have_more_ink():
    """Darker is higher in the light theme, lighter is higher in the dark one."""
    light = [luminance(linear(TOKENS["light"][f"band-{k}"])) for k in BANDS]
    dark = [luminance(linear(TOKENS["dark"][f"band-{k}"])) for k in BANDS]
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_both_themes_set_the_same_tokens():
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_no_colour_outside_the_tokens():
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)", FRAME_CSS) == []
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"""[:"']\s*#(?:[0-9a-fA-F]{3}){1,2}\b(?!;)""", text), template


def test_every_token_that_is_used_exists():
    known = set(re.findall(r"--sj-[\w-]+(?=:)", CSS))
    used = set(
        re.findall(r"var\((--sj-[\w-]+)", FRAME_CSS + icons.SIGNS.read_text(encoding="utf-8"))
    )
    assert used <= known


def test_no_script_or_style_inside_a_page():
    """The Content-Security-Policy would drop them, so they would only look as if they worked."""
    inside = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)""")
    pages = [template for template in TEMPLATES if template.suffix == ".html"]
    for template in pages:
        assert not inside.search(template.read_text(encoding="utf-8")), template


def test_of_bootstrap_only_what_a_template_names_is_taken():
    """Spacing is taken whole: whoever needs a margin finds it there."""
    css = (icons.NODE_MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css").read_text()
    taken = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(icons.trimmed(css))))
    forms = Path(crispy_bootstrap5.__file__).parent.rglob("*.html")
    named = {
        word for page in [*TEMPLATES, *forms] for word in re.findall(r"[\w-]+", page.read_text())
    }
    others = {name for name in taken - named if not re.fullmatch(r"[mp][tbx]?-\d", name)}
    assert others <= {"org", "w3"}  # of an address within a picture


def test_every_icon_is_in_the_sprite():
    used = set()
    for source in [*TEMPLATES, ROOT / "schools" / "navigation.py"]:
        text = source.read_text(encoding="utf-8")
        used |= set(re.findall(r"""\{% icon "([\w-]+)\"""", text))
        used |= set(re.findall(r"""icon_name="([\w-]+)\"""", text))
        if source.suffix == ".py":
            used |= set(re.findall(r"""Item\(.*, "([\w-]+)"\)$""", text, re.M))
    assert used <= set(icons.ICONS)


def test_every_sign_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', icons.SIGNS.read_text(encoding="utf-8")))
    used = set()
    for template in TEMPLATES:
        found = re.findall(
            r"""\{% (knot|turus|voice) ["']([\w-]+)["'] %\}""",
            template.read_text(encoding="utf-8"),
        )
        used |= {f"{kind}-{name}" for kind, name in found}
    assert {"mark", "weave"} <= drawn
    assert used <= drawn


# Arithmetic of colours


def linear(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(rgb):
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one, other):
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def seen(colour, matrix):
    rgb = linear(colour)
    if matrix is None:
        return rgb
    return [min(1, max(0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in matrix]


def lab(rgb):
    r, g, b = rgb
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other):
    """CIEDE2000 between two colours in Lab."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turned = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turned / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.2 * math.cos(math.radians(4 * hue - 63))
    )
    blue = math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))
    turn = -math.sin(blue) * 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turned / 2)) / (1 + 0.015 * chroma * t)
    return math.sqrt(dl**2 + dc**2 + dh**2 + turn * dc * dh)
