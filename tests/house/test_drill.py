"""The fire drill: a demo in which people live is backed up, restored elsewhere, and opened there.

`make drill` runs this alone, on both databases, and prints the figures of docs/operating.md.
"""

import json
import os
import re
import time
import urllib.parse
import urllib.request
from contextlib import ExitStack
from http.cookiejar import CookieJar
from zipfile import ZipFile

import pytest

from reports.demo import PASSWORD
from tests.house.house import House, a_house

pytestmark = [pytest.mark.house, pytest.mark.xdist_group("house")]

PHOTOS = """
import random
from schools.models import School, StoredFile, User
chance = random.Random(8)
for number in range(40):
    StoredFile.objects.keep(
        chance.randbytes(150_000), school=School.objects.first(), user=User.objects.first(),
        name=f"bukti {number}.jpg", content_type="image/jpeg")
"""
# Each is restored from the backup of the one before it.
CHAIN = ["postgresql", "sqlite", "postgresql"] if "DATABASE_URL" in os.environ else ["sqlite"] * 2


@pytest.fixture
def houses(tmp_path):
    with ExitStack() as stack:
        houses = []
        for number, kind in enumerate(CHAIN):
            folder = tmp_path / f"house {number}"
            folder.mkdir()
            if kind == "postgresql":
                house = stack.enter_context(a_house(folder, DEMO="true"))
            else:
                house = House(folder, DEMO="true")
                stack.callback(house.demolish)
            houses.append(house)
        yield houses


def well(house, *arguments):
    began = time.perf_counter()
    done = house.manage(*arguments)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - began


def backup(house):
    """Return the path of a backup, its manifest, and the seconds it took."""
    path = house.folder / "backup.zip"
    seconds = well(house, "backup", path)
    with ZipFile(path) as archive:
        return path, json.loads(archive.read("manifest.json")), seconds


def refuse_half(house, path):
    half = house.folder / "half.zip"
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    done = house.manage("restore", half)
    assert done.returncode == 1
    assert "terputus" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (house.data / "files").exists()


def sign_in(house, username):
    """Sign in as a browser would; return what the home page says."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{house.port}"
    form = opener.open(f"{address}/akun/masuk/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    sent = {"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD}
    opener.open(f"{address}/akun/masuk/", urllib.parse.urlencode(sent).encode())
    return opener.open(f"{address}/").read().decode()


def test_a_house_is_rebuilt_from_its_backup_on_the_other_database_too(houses):
    first, *others = houses
    well(first, "prepare")
    well(first, "shell", "--command", PHOTOS)
    path, kept, seconds = backup(first)
    for kind, house in zip(CHAIN[1:], others, strict=True):
        refuse_half(house, path)
        took = well(house, "restore", path)
        assert not [path for path in house.data.rglob("*") if path.stat().st_mode & 0o077]
        path, again, seconds_again = backup(house)
        assert (again["tables"], again["files"]) == (kept["tables"], kept["files"])
        tell(kept, path, CHAIN[houses.index(house) - 1], seconds, kind, took)
        seconds = seconds_again

    last = houses[-1].start()
    assert "Nurhaedah Tombili" in sign_in(last, "kepsek")
    last.stop()


def tell(kept, path, source, seconds, target, took):
    count = sum(table["parts"] for table in kept["tables"].values())
    print(
        f"\n{source} → {target}: {count} rows in {len(kept['tables'])} tables,"
        f" {len(kept['files'])} files, {path.stat().st_size:,} bytes;"
        f" backup {seconds:.1f} s, restore {took:.1f} s"
    )
