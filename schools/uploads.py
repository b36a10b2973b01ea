"""What people attach: known by what is in it, never by its name, and refused in words.

Photos are drawn anew. Documents are kept as they came and only ever downloaded; a file that is
two things at once, or that unpacks to far more than it says, is turned away.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .documents.legible import UNSEEN
from .images import small_photo

LIMIT = 8 * 2**20
MOST_UNPACKED = 100 * 2**20
MOST_PARTS = 4_000
LONGEST_NAME = 100
KINDS = "PDF, DOCX, XLSX, PPTX, JPG, PNG"
OFFICE = "application/vnd.openxmlformats-officedocument."
# The part that makes a packed folder one of these, its ending and what it is called on the web.
PACKED = {
    "word/document.xml": ("docx", f"{OFFICE}wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", f"{OFFICE}spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", f"{OFFICE}presentationml.presentation"),
}
END_OF_ZIP = b"PK\x05\x06"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\n\t]+')


@dataclass(frozen=True)
class Kept:
    """A file as it is stored: its bytes, a harmless name, and what it is."""

    content: bytes
    name: str
    content_type: str
    is_photo: bool = False


def checked(upload) -> Kept:
    """Return what is to be kept of `upload` (an UploadedFile), or say why nothing is."""
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another one."))
    if upload.size > LIMIT:
        raise too_big(upload.size, LIMIT)
    upload.seek(0)
    content = upload.read(LIMIT + 1)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return Kept(small_photo(content), named(upload.name, "jpg"), "image/jpeg", is_photo=True)
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return Kept(content, named(upload.name, "pdf"), "application/pdf")
    if content.startswith(b"PK\x03\x04"):
        ending, content_type = packed_kind(content)
        return Kept(content, named(upload.name, ending), content_type)
    raise wrong_kind()


def check_pdf(content):
    """It ends where a PDF ends: nothing else may hang on it."""
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5 :].strip(b"\r\n \t\x00") or END_OF_ZIP in content[-70_000:]:
        raise wrong_kind()


def packed_kind(content):
    try:
        with zipfile.ZipFile(BytesIO(content)) as folder:
            parts = folder.infolist()
            is_whole = (
                content[-22:-18] == END_OF_ZIP  # no words behind it, and nothing before
                and min((part.header_offset for part in parts), default=1) == 0
            )
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise wrong_kind() from None
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or sum(part.compress_size for part in parts) > len(content)  # parts that overlap
    ):
        raise ValidationError(
            _("This file unpacks to far more than it should. Save it anew and attach that one.")
        )
    names = {part.filename for part in parts}
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("This file holds macros. Save it without them, then attach it."))
    found = [kind for name, kind in PACKED.items() if name in names]
    if not is_whole or "[Content_Types].xml" not in names or len(found) != 1:
        raise wrong_kind()
    return found[0]


def named(name, ending):
    """The name as people gave it, without what a folder or a screen could trip over."""
    stem = PurePath(str(name).replace("\\", "/")).name
    stem = " ".join(NOT_IN_NAMES.sub(" ", UNSEEN.sub("", stem)).split()).strip(" .")
    stem, _dot, last = stem.rpartition(".") if "." in stem else (stem, "", "")
    if len(last) > 5 or " " in last:  # no ending, but a part of the name
        stem = f"{stem}.{last}"
    return f"{stem.strip(' .')[:LONGEST_NAME].strip(' .') or 'berkas'}.{ending}"


def too_big(size, limit):
    return ValidationError(
        _(
            "The file is %(size)s; the limit is %(limit)s."
            " Make the photo smaller, or split the file."
        )
        % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
    )


def wrong_kind():
    return ValidationError(
        _("This kind of file cannot be attached here. Use %(kinds)s.") % {"kinds": KINDS}
    )
