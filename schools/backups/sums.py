"""What a table or a file adds up to, and the seal over a whole backup. Knows no framework.

The seal is the comment of the ZIP, its last 64 bytes: the SHA-256 of everything before it. So a
file that was cut short, or changed in a single bit wherever it be, is known before anything is
read from it.
"""

import os
from collections.abc import Iterable
from hashlib import sha256
from zipfile import BadZipFile, ZipFile, is_zipfile

SEAL = 64
CHUNK = 2**20


class Refused(Exception):  # noqa: N818  (it says what happened)
    """Carries a code and its values, not a sentence: schools/backups/words.py has those."""

    def __init__(self, code: str, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params


class Total:
    """The parts of a table are its rows."""

    def __init__(self):
        self.parts = self.size = 0
        self.digest = sha256()

    def add(self, chunk):
        self.parts += 1
        self.size += len(chunk)
        self.digest.update(chunk)

    def facts(self):
        return {"parts": self.parts, "size": self.size, "sha256": self.digest.hexdigest()}


def added_up(chunks: Iterable[bytes]) -> dict:
    total = Total()
    for chunk in chunks:
        total.add(chunk)
    return total.facts()


def chunks_of(stream):
    while chunk := stream.read(CHUNK):
        yield chunk


def seal(stream):
    """Write the seal over the comment that was left blank for it."""
    digest = _of_all_but_seal(stream)
    stream.seek(-SEAL, os.SEEK_END)
    stream.write(digest)
    stream.flush()


def look_at_seal(stream):
    if stream.read(2) != b"PK":
        raise Refused("not_ours")
    if not is_zipfile(stream):
        raise Refused("cut_short")
    try:
        with ZipFile(stream) as archive:
            found = archive.comment
    except BadZipFile:
        raise Refused("changed") from None
    if len(found) < SEAL:
        raise Refused("cut_short")
    if found != _of_all_but_seal(stream):
        raise Refused("changed")


def _of_all_but_seal(stream):
    digest = sha256()
    left = stream.seek(0, os.SEEK_END) - SEAL
    stream.seek(0)
    while left > 0:
        chunk = stream.read(min(CHUNK, left))
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()
