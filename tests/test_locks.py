"""Whoever installs decides from where: no lock and no other file names a registry.

And nothing that others made lies in git: it is fetched, whole and checked, when it is needed.
"""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {path.stem: path for path in (ROOT / "config" / "requirements").glob("*.txt")}
# In pieces, so that this file does not name one either.
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("cdn", "jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
        ("fonts", "googleapis", "com"),
    ]
]
THIRD_PARTY = re.compile(r"(^|/)(node_modules|vendor)/|\.min\.(js|css)$|\.(woff2?|ttf|otf|whl|so)$")


def committed_files():
    """The files that git holds or would take; in a copy without git, all but the installed ones."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        ignored = {".git", ".venv", "node_modules", "var", "__pycache__"}
        paths = [
            path for path in ROOT.rglob("*") if not ignored & set(path.relative_to(ROOT).parts)
        ]
    return [path for path in paths if path.is_file()]


def pins(lock):
    """Return what a lock pins: name, version and, where it has one, marker → hashes."""
    text = LOCKS[lock].read_text().replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        pin, *hashes = line.split("--hash=")
        found[pin.strip()] = frozenset(each.strip() for each in hashes)
    return found


def versions(lock):
    return {(pin.partition(" ; ")[0], hashes) for pin, hashes in pins(lock).items()}


def test_there_is_a_lock_for_the_app_its_tests_its_developers_and_its_front_end():
    assert set(LOCKS) == {"app", "test", "dev", "node"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_its_hashes(lock):
    assert pins(lock)
    for pin, hashes in pins(lock).items():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.+]+( ; .+)?", pin), pin
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), pin


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    assert "://" not in LOCKS[lock].read_text()


@pytest.mark.parametrize(("part", "whole"), [("app", "test"), ("node", "test"), ("test", "dev")])
def test_the_same_package_has_the_same_version_everywhere(part, whole):
    # Without markers: what all developers need, an app may need on some systems alone.
    assert versions(part) - versions(whole) == set()


def test_the_npm_lock_pins_by_hash_and_says_nothing_of_where_from():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    parts = {name: package for name, package in packages.items() if name}
    assert parts
    for name, package in parts.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name


def test_the_npm_lock_pins_what_package_json_asks_for():
    asked = json.loads((ROOT / "package.json").read_text())
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for kind in ("dependencies", "devDependencies", "optionalDependencies"):
        assert packages[""][kind] == asked[kind]
        for name, version in asked[kind].items():
            assert packages[f"node_modules/{name}"]["version"] == version


def test_no_file_names_a_registry():
    naming = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in committed_files()
        if (match := naming.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert found == []


def test_no_file_is_third_party():
    names = [str(path.relative_to(ROOT)) for path in committed_files()]
    assert "Makefile" in names
    assert [name for name in names if THIRD_PARTY.search(name)] == []
