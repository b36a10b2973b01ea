"""Instruments come from the library, are copied, changed, published and frozen by use.

What a school makes is a draft until it is published: nothing half written is ever on offer.
"""

import json
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models import BandSet, Instrument, InstrumentVersion
from ..rubrics import library
from ..rubrics.checking import problems
from ..rubrics.vocabulary import LONGEST_ID


@transaction.atomic
def load_library():
    """Bring the library up to date. A version that is there stays as it is, used or not."""
    for content in library.rubrics():
        instrument, _made = Instrument.objects.update_or_create(
            school=None,
            key=content["id"],
            defaults={"name": content["name"]["id"], "use": content["use"]},
        )
        InstrumentVersion.objects.get_or_create(
            instrument=instrument, number=content["version"], defaults={"content": content}
        )
    for content in library.band_sets():
        BandSet.objects.update_or_create(
            school=None,
            key=content["id"],
            defaults={"name": content["name"]["id"], "content": content},
        )


def free_key(model, school, wanted):
    """A key that this school does not use yet: the wanted one, or with a number behind it."""
    taken = set(model.objects.filter(school=school).values_list("key", flat=True))
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted[: LONGEST_ID - 5].rstrip('-_')}-{number}"
    return key


@transaction.atomic
def add_instrument(school, content, *, by):
    """A new instrument of the school with its first version; return the version."""
    name = content["name"]["id"]
    key = free_key(Instrument, school, content["id"] or slugify(name) or "instrumen")
    instrument = Instrument.objects.create(school=school, key=key, name=name, use=content["use"])
    content = content | {"id": key, "version": 1}
    return InstrumentVersion.objects.create(
        instrument=instrument, number=1, content=content, made_by=by, is_draft=True
    )


def copy_instrument(version, school, *, by):
    """The library's, or the school's own under another key: a start for changes."""
    return add_instrument(school, version.content, by=by)


@transaction.atomic
def new_version(instrument, *, by):
    """A copy of the newest version that may be changed; one that is there already is returned."""
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    latest = instrument.latest
    if latest.frozen_at is None:
        return latest
    number = latest.number + 1
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=number,
        content=latest.content | {"version": number},
        made_by=by,
        is_draft=True,
    )


class Stale(Exception):  # noqa: N818  (it says what happened)
    """What a form was made from is not what is saved any more."""


def digest(part):
    """What a form holds of the part it was made from, to notice that somebody changed it."""
    return sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def edit(version, change, *, part=None, seen=""):
    """Rewrite a version by `change`, unless `part` of it is not what was `seen` any more.

    `change` and `part` are functions of the content, as it is saved at that moment.
    """
    version = open_version(version)
    if part and digest(part(version.content)) != seen:
        raise Stale
    return rewrite(version, change(version.content))


@transaction.atomic
def rewrite(version, content):
    """Change what a version says, as long as nobody has used it."""
    version = open_version(version)
    version.content = content
    version.is_draft = version.is_draft or bool(problems(content))
    version.save(update_fields=["content", "is_draft"])
    others = version.instrument.versions.exclude(pk=version.pk)
    if not version.is_draft or not others.filter(is_draft=False).exists():
        name_after(version)
    return version


def name_after(version):
    """The instrument is called as the version that is on offer, never as a draft beside it."""
    content = version.content
    Instrument.objects.filter(pk=version.instrument_id).update(
        name=content["name"]["id"], use=content["use"]
    )


@transaction.atomic
def publish(version):
    """From now on plans can name this version, if it lacks nothing."""
    version = open_version(version)
    if problems(version.content):
        raise ValidationError(_("Something is still missing here. Complete it first."))
    version.is_draft = False
    version.save(update_fields=["is_draft"])
    name_after(version)


def open_version(version):
    """The row as it is saved now, locked; refuses one that somebody has used."""
    version = InstrumentVersion.objects.select_for_update().get(pk=version.pk)
    if version.frozen_at:
        raise ValidationError(
            _("This version is in use, so it stays as it is. Make a new version first.")
        )
    return version


def freeze(version):
    """From now on this version is what somebody agreed to."""
    if version:
        InstrumentVersion.objects.filter(pk=version.pk, frozen_at=None).update(
            frozen_at=timezone.now()
        )


def suggested_band_set(version):
    """The set that the instrument proposes: the school's own of that name, or the library's."""
    key = version.rubric.suggested_bands
    own = BandSet.objects.filter(key=key, school=version.instrument.school).first()
    return own or BandSet.objects.filter(key=key, school=None).first()


@transaction.atomic
def copy_bands(band_set, school):
    """The school's own under the same key, so that instruments that suggest the set find it."""
    key = free_key(BandSet, school, band_set.key)
    kept = {"name": band_set.content["name"], "bands": band_set.content["bands"]}
    return BandSet.objects.create(
        school=school, key=key, name=band_set.name, content={"id": key} | kept
    )


@transaction.atomic
def change_bands(band_set, content, *, by, seen=None):
    """New bounds or words; the earlier ones stay readable with the day until which they held.

    With `seen`, the digest of the content that a form was made from, a stale form is refused.
    """
    band_set = BandSet.objects.select_for_update(of=("self",)).get(pk=band_set.pk)
    if seen is not None and digest(band_set.content) != seen:
        raise Stale
    if band_set.content["bands"] != content["bands"]:
        kept = {"until": timezone.localdate().isoformat(), "by": by.name}
        band_set.earlier = [*band_set.earlier, kept | {"bands": band_set.content["bands"]}]
    band_set.content, band_set.name = content, content["name"]["id"]
    band_set.save(update_fields=["content", "name", "earlier"])
    return band_set
