"""The file of a backup: a ZIP that any tool opens, closed by a seal. Knows no framework.

tables/<table>.jsonl    a row a line
files/<path>            what was stored, byte for byte
manifest.json           in the end: what all of it must add up to
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from .sums import SEAL, Refused, Total, added_up, chunks_of, look_at_seal, seal

FORMAT = 1
MANIFEST = "manifest.json"

Chunks = Iterable[bytes]


# Writing


def write(
    path: Path,
    tables: Iterable[tuple[str, Chunks]],
    files: Iterable[tuple[str, Chunks]],
    facts: dict,
) -> dict:
    """Write a backup to `path` and return its manifest.

    It has its name only once it is whole, on the disk, and has been read back.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open(part, "x+b", opener=_for_the_owner_alone) as stream:
            manifest = _fill(stream, tables, files, facts)
            seal(stream)
            os.fsync(stream.fileno())
        with opened(part):
            part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _keep_name(path.parent)
    return manifest


def _for_the_owner_alone(name, flags):
    return os.open(name, flags, 0o600)


def _fill(stream, tables, files, facts):
    manifest = {"format": FORMAT, **facts, "tables": {}, "files": {}}
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.comment = b"0" * SEAL
        for name, lines in tables:
            manifest["tables"][name] = _put(archive, _table(name), lines)
        for name, chunks in files:
            manifest["files"][name] = _put(archive, _file(name), chunks)
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    return manifest


def _put(archive, name, chunks):
    total = Total()
    with archive.open(name, "w", force_zip64=True) as entry:
        for chunk in chunks:
            entry.write(chunk)
            total.add(chunk)
    return total.facts()


def _keep_name(folder):
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


# Reading


@contextmanager
def opened(path: Path) -> Iterator["Backup"]:
    """Yield the backup at `path` once all of it is proven; raise Refused if it is not."""
    with path.open("rb") as stream:
        look_at_seal(stream)
        with ZipFile(stream) as archive:
            yield Backup(archive)


class Backup:
    def __init__(self, archive):
        self.archive = archive
        try:
            self.manifest = json.loads(archive.read(MANIFEST))
        except (KeyError, ValueError):
            raise Refused("not_ours") from None
        if self.manifest.get("format") != FORMAT:
            raise Refused("other_format", format=self.manifest.get("format"))
        self._look_at_entries()

    def lines(self, table) -> Iterator[bytes]:
        with self.archive.open(_table(table)) as entry:
            yield from entry

    def file(self, path):
        return self.archive.open(_file(path))

    def _look_at_entries(self):
        expected = {_table(name): facts for name, facts in self.manifest["tables"].items()}
        expected |= {_file(name): facts for name, facts in self.manifest["files"].items()}
        there = self.archive.namelist()
        for name in {MANIFEST, *expected} ^ set(there):
            raise Refused("other_content", name=name)
        for name, facts in expected.items():
            with self.archive.open(name) as entry:
                found = added_up(chunks_of(entry))
            if (found["size"], found["sha256"]) != (facts["size"], facts["sha256"]):
                raise Refused("other_content", name=name)


def _table(name):
    return f"tables/{name}.jsonl"


def _file(name):
    return f"files/{name}"
