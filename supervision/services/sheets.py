"""Saving a sheet: any number of times, in any order, from any number of phones, with one result."""

import hashlib
import json
import re
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from schools.models import StoredFile

from ..calculations.merging import merge, since
from ..calculations.results import NOT_APPLICABLE
from ..kinds import SHEET_OPEN, State, Voice
from ..models import Photo, SavedSheet, Sheet
from .instruments import freeze
from .visits import locked, start

MOST_BYTES = 2**20
LONGEST_NOTE = 3000
MOST_MOMENTS = 300
LAST_REVISION = 2**31 - 1
PARTS = ("score", "note", "evidence", "answer")
HOUR = re.compile(r"\A([01]\d|2[0-3])\.[0-5]\d\Z")


class Unacceptable(Exception):  # noqa: N818  (it is no error: a person reads it)
    """What arrived cannot stand on this sheet. It stays on the phone."""


class Different(Exception):  # noqa: N818
    """The same id came with something else in it."""


@dataclass(frozen=True)
class Envelope:
    """One save as the phone sealed it."""

    id: uuid.UUID
    base: int
    changes: dict
    device: str
    digest: str


def opened(save_id, body: bytes) -> Envelope:
    """Read what arrived, or raise Unacceptable."""
    if len(body) > MOST_BYTES:
        raise Unacceptable(_("This save is too long. It stays on this phone."))
    try:
        sent = json.loads(body.decode())  # JSON may also come as UTF-16; a phone sends none
        base, changes, device = sent["base"], sent["changes"], sent.get("device", "")
        # Half a character is nothing that anybody typed, and no database keeps it.
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unacceptable(_("This save cannot be read. It stays on this phone.")) from None
    whole = type(base) is int and 0 <= base <= LAST_REVISION and isinstance(changes, dict)
    if not whole or not isinstance(device, str) or not changes or len(changes) > 1000:
        raise Unacceptable(_("This save cannot be read. It stays on this phone."))
    # What PostgreSQL cannot keep in a text is nothing that anybody typed.
    if "\\u0000" in body.decode("utf-8", "replace") or "\x00" in device:
        raise Unacceptable(_("This save cannot be read. It stays on this phone."))
    return Envelope(save_id, base, changes, device[:40], hashlib.sha256(body).hexdigest())


def check(sheet, changes):
    """Refuse what has no place here: items of another instrument, scores off the scale."""
    rubric = sheet.version.rubric if sheet.version else None
    for key, value in changes.items():
        if not fits(rubric, key, value):
            raise Unacceptable(_("“%(key)s” does not fit on this sheet.") % {"key": key[:60]})
    moments = {key for key in [*sheet.cells, *changes] if key.startswith("moment.")}
    if len(moments) > MOST_MOMENTS:
        raise Unacceptable(
            _("A sheet holds at most %(most)d field notes.") % {"most": MOST_MOMENTS}
        )


def fits(rubric, key, value):
    """Whether the sheet has such a cell, and the cell such a value; None empties any cell."""
    head, _dot, part = key.partition(".")
    codes = rubric.codes if rubric else ()
    if head == "moment":
        return _is_uuid(part) and (value is None or _is_moment(value, codes))
    if head not in codes or part not in PARTS:
        return False
    if value is None:
        return True
    if part == "score":
        is_left_out = value == NOT_APPLICABLE and rubric.item(head).allow_na
        return rubric.scale.accepts(value) or is_left_out
    return isinstance(value, str) and len(value) <= LONGEST_NOTE


def _is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _is_moment(value, codes):
    return (
        isinstance(value, dict)
        and set(value) == {"at", "text", "codes"}
        and isinstance(value["at"], str)
        and bool(HOUR.match(value["at"]))
        and isinstance(value["text"], str)
        and 0 < len(value["text"]) <= LONGEST_NOTE
        and isinstance(value["codes"], list)
        and len(value["codes"]) <= len(codes)
        and all(code in codes for code in value["codes"])
    )


@transaction.atomic
def save(sheet, envelope, *, by, at=None):
    """Merge one envelope into the sheet and return the answer for the phone.

    The lock on the sheet makes saves queue; the envelope's id makes a repeat the same row.
    """
    at = at or timezone.now()
    sheet = locked_sheet(sheet)
    if earlier := SavedSheet.objects.filter(pk=envelope.id).first():
        if (earlier.sheet_id, earlier.digest) != (sheet.pk, envelope.digest):
            raise Different
        return earlier.answer
    check(sheet, envelope.changes)
    visit = locked(sheet.visit)
    if visit.state == State.AGREED and sheet.voice == Voice.OBSERVER:
        visit = start(visit, at=at)
    is_held = visit.state not in SHEET_OPEN or sheet.closed_at is not None
    freeze(sheet.version)
    if is_held:
        answer = {"revision": sheet.revision, "held": True, "news": {}, "clashes": {}}
    else:
        # A phone that has seen more than there is has seen what a restore took back: it is asked.
        base = envelope.base if envelope.base <= sheet.revision else 0
        merged = merge(sheet.cells, sheet.revision, base, envelope.changes)
        news = since(sheet.cells, base)
        sheet.cells, sheet.revision, sheet.changed_at = merged.cells, merged.revision, at
        sheet.save(update_fields=["cells", "revision", "changed_at"])
        answer = {
            "revision": merged.revision,
            "held": False,
            "news": {key: value for key, value in news.items() if key not in envelope.changes},
            "clashes": {key: _origin(sheet, key, value) for key, value in merged.clashes.items()},
        }
    answer["saved_at"] = time_format(timezone.localtime(at), "H.i")
    try:
        SavedSheet.objects.create(
            id=envelope.id,
            sheet=sheet,
            by=by,
            at=at,
            device=envelope.device,
            digest=envelope.digest,
            base=envelope.base,
            changes=envelope.changes,
            answer=answer,
            is_held=is_held,
        )
    except IntegrityError:  # the same id at the same moment, on another sheet
        raise Different from None
    return answer


def locked_sheet(sheet):
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("version")
    return rows.get(pk=sheet.pk)


def _origin(sheet, key, value):
    """Where the other value came from: device and hour, for the page that asks."""
    brought = (
        saved
        for saved in sheet.saves.order_by("-at", "-base").iterator()
        if key in saved.changes and saved.changes[key] == value
    )
    saved = next(brought, None)
    if saved is None:
        return {"value": value, "device": "", "at": "", "by": ""}
    hour = time_format(timezone.localtime(saved.at), "H.i")
    return {"value": value, "device": saved.device, "at": hour, "by": saved.by.name}


@transaction.atomic
def keep_photo(sheet, photo_id, code, content, *, by):
    """Store a picture under the id the phone gave it; a repeat returns the same row."""
    sheet = locked_sheet(sheet)
    if locked(sheet.visit).state not in SHEET_OPEN:
        raise Unacceptable(_("This visit has been shared, so its sheet takes no more photos."))
    if earlier := Photo.objects.filter(pk=photo_id).select_related("file").first():
        if (earlier.sheet_id, earlier.code) != (sheet.pk, code):
            raise Different
        return earlier
    if code and (sheet.version is None or code not in sheet.version.rubric.codes):
        raise Unacceptable(_("“%(key)s” does not fit on this sheet.") % {"key": code[:60]})
    if sheet.photos.count() >= 40:
        raise Unacceptable(_("A sheet holds at most %(most)d photos.") % {"most": 40})
    file = StoredFile.objects.keep(
        content,
        school=sheet.visit.school,
        user=by,
        name=f"bukti-{photo_id}.jpg",
        content_type="image/jpeg",
    )
    return Photo.objects.create(id=photo_id, sheet=sheet, code=code, file=file, by=by)


def remove_photo(photo):
    file = photo.file
    photo.delete()
    file.discard()


def missing_evidence(sheet):
    """Codes of items that ask for evidence, were scored, and have neither line, photo nor note."""
    if not sheet.version:
        return []
    pictured = set(sheet.photos.values_list("code", flat=True))
    noted = {code for moment in sheet.moments for code in moment["codes"]}
    scores = sheet.scores
    return [
        item.code
        for item in sheet.version.rubric.items
        if item.required_evidence
        and scores.get(item.code) not in {None, NOT_APPLICABLE}
        and not sheet.of_item(item.code, "evidence")
        and item.code not in pictured | noted
    ]
