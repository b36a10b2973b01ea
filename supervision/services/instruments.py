"""Instruments come from the library, are copied, changed and frozen; never changed once used."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..models import BandSet, Instrument, InstrumentVersion
from ..rubrics import library


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
        key = f"{wanted[:70]}-{number}"
    return key


@transaction.atomic
def add_instrument(school, content, *, by):
    """A new instrument of the school with its first version; return the version."""
    name = content["name"]["id"]
    key = free_key(Instrument, school, content["id"] or slugify(name) or "instrumen")
    instrument = Instrument.objects.create(school=school, key=key, name=name, use=content["use"])
    content = content | {"id": key, "version": 1}
    return InstrumentVersion.objects.create(
        instrument=instrument, number=1, content=content, made_by=by
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
    )


@transaction.atomic
def rewrite(version, content):
    """Change what a version says, as long as nobody has used it."""
    version = InstrumentVersion.objects.select_for_update().get(pk=version.pk)
    if version.frozen_at:
        raise ValidationError(
            _("This version is in use, so it stays as it is. Make a new version first.")
        )
    version.content = content
    version.save(update_fields=["content"])
    Instrument.objects.filter(pk=version.instrument_id).update(
        name=content["name"]["id"], use=content["use"]
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
def change_bands(band_set, content, *, by):
    """New bounds or words; the earlier ones stay readable with the day until which they held."""
    kept = {"until": timezone.localdate().isoformat(), "by": by.name}
    band_set.earlier = [*band_set.earlier, kept | {"bands": band_set.content["bands"]}]
    band_set.content, band_set.name = content, content["name"]["id"]
    band_set.save()
    return band_set
