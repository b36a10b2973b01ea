"""Saves from a phone: any number of times, in any order, from any number, with one result.

A page that several people fill in is a set of cells, see schools/models/cells.py. What a phone
sends is an envelope: some cells, the revision they were made from, and an id of the phone's own.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from .merging import merge, since

MOST_BYTES = 2**20
MOST_CELLS = 1000
LAST_REVISION = 2**31 - 1


class Unacceptable(Exception):  # noqa: N818  (it is no error: a person reads it)
    """What arrived cannot stand on this page. It stays on the phone."""


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
        raise Unacceptable(_("This is too long to send. It stays on this phone; save a copy."))
    try:
        sent = json.loads(body.decode())  # JSON may also come as UTF-16; a phone sends none
        base, changes, device = sent["base"], sent["changes"], sent.get("device", "")
        # Half a character is nothing that anybody typed, and no database keeps it.
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unacceptable(
            _("This could not be read. It stays on this phone; save a copy.")
        ) from None
    whole = type(base) is int and 0 <= base <= LAST_REVISION and isinstance(changes, dict)
    if not whole or not isinstance(device, str) or not changes or len(changes) > MOST_CELLS:
        raise Unacceptable(_("This could not be read. It stays on this phone; save a copy."))
    # What PostgreSQL cannot keep in a text is nothing that anybody typed.
    if "\\u0000" in body.decode("utf-8", "replace") or "\x00" in device:
        raise Unacceptable(_("This could not be read. It stays on this phone; save a copy."))
    return Envelope(save_id, base, changes, device[:40], hashlib.sha256(body).hexdigest())


def said_before(page, envelope):
    """The answer that this very envelope got already, or None. Ask with `page` locked."""
    saves = page.saves
    earlier = saves.model._base_manager.filter(pk=envelope.id).first()
    if earlier is None:
        return None
    if (getattr(earlier, saves.field.attname), earlier.digest) != (page.pk, envelope.digest):
        raise Different
    return earlier.answer


def put(page, envelope, *, by, at, is_held=False):
    """Merge one envelope into the locked `page`, keep it as it came, and return the answer.

    Held: it came too late, so it is kept apart and the page stays as it is.
    """
    answer = {"revision": page.revision, "held": True, "news": {}, "clashes": {}}
    if not is_held:
        # A phone that has seen more than there is has seen what a restore took back: it is asked.
        base = envelope.base if envelope.base <= page.revision else 0
        merged = merge(page.cells, page.revision, base, envelope.changes)
        news = since(page.cells, base)
        page.cells, page.revision, page.changed_at = merged.cells, merged.revision, at
        page.save(update_fields=["cells", "revision", "changed_at"])
        answer = {
            "revision": merged.revision,
            "held": False,
            "news": {key: value for key, value in news.items() if key not in envelope.changes},
            "clashes": {key: origin(page, key, value) for key, value in merged.clashes.items()},
        }
    answer["saved_at"] = hour(at)
    try:
        page.saves.create(
            id=envelope.id,
            by=by,
            at=at,
            device=envelope.device,
            digest=envelope.digest,
            base=envelope.base,
            changes=envelope.changes,
            answer=answer,
            is_held=is_held,
        )
    except IntegrityError:  # the same id at the same moment, on another page
        raise Different from None
    return answer


def origin(page, key, value):
    """Where the other value came from: device and hour, for the page that asks."""
    brought = (
        saved
        for saved in page.saves.order_by("-at", "-base").iterator()
        if key in saved.changes and saved.changes[key] == value
    )
    saved = next(brought, None)
    if saved is None:
        return {"value": value, "device": "", "at": "", "by": ""}
    return {"value": value, "device": saved.device, "at": hour(saved.at), "by": saved.by.name}


def hour(at):
    return time_format(timezone.localtime(at), "H.i")
