"""Where a marked sentence can stand, told by the address it was kept with."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Source:
    key: str
    prefix: str
    label: str


SOURCES = [
    Source("minutes", "/pertemuan/", pgettext_lazy("record", "Minutes")),
    Source("reflection", "/siklus/", _("Reflection of a cycle")),
    Source("visit", "/kunjungan/", _("Talk after a visit")),
]


def source_of(path):
    return next((one for one in SOURCES if path.startswith(one.prefix)), None)


def prefix_of(key):
    return next((one.prefix for one in SOURCES if one.key == key), "")
