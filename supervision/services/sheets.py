"""Saving a sheet: any number of times, in any order, from any number of phones, with one result."""

import re
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.envelopes import Different, Unacceptable, put, said_before
from schools.models import StoredFile

from ..calculations.results import NOT_APPLICABLE
from ..kinds import SHEET_OPEN, State, Voice
from ..models import Photo, Sheet
from .instruments import freeze
from .visits import locked, start

LONGEST_NOTE = 3000
MOST_MOMENTS = 300
PARTS = ("score", "note", "evidence", "answer")
HOUR = re.compile(r"\A([01]\d|2[0-3])\.[0-5]\d\Z")


def check(sheet, changes):
    """Refuse what has no place here: items of another instrument, scores off the scale."""
    rubric = sheet.version.rubric if sheet.version else None
    for key, value in changes.items():
        if not fits(rubric, key, value):
            raise Unacceptable(_("“%(key)s” does not fit on this sheet.") % {"key": key[:60]})
    moments = {key for key in [*sheet.cells, *changes] if key.startswith("moment.")}
    if len(moments) > MOST_MOMENTS:
        raise Unacceptable(
            _("A sheet holds at most %(most)d field notes. Write on in the last one.")
            % {"most": MOST_MOMENTS}
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
    if said := said_before(sheet, envelope):
        return said
    check(sheet, envelope.changes)
    visit = locked(sheet.visit)
    if visit.state == State.AGREED and sheet.voice == Voice.OBSERVER:
        visit = start(visit, at=at)
    is_held = visit.state not in SHEET_OPEN or sheet.closed_at is not None
    if not sheet.cells:
        freeze(sheet.version)
    return put(sheet, envelope, by=by, at=at, is_held=is_held)


def locked_sheet(sheet):
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("version")
    return rows.get(pk=sheet.pk)


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
        raise Unacceptable(
            _("A sheet holds at most %(most)d photos. Remove one first.") % {"most": 40}
        )
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
