"""A file is what is in it: what fits is kept, everything else is turned away in words."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from schools.uploads import LIMIT, checked

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def packed(*names, compression=zipfile.ZIP_DEFLATED, **contents):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as folder:
        for name in names:
            folder.writestr(name, contents.get(name, b"<x/>"))
    return made.getvalue()


def office(main="word/document.xml", *others):
    return packed("[Content_Types].xml", main, *others)


def picture(kind="JPEG", **options):
    made = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, kind, **options)
    return made.getvalue()


def upload(content, name="catatan.pdf"):
    return checked(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("content", "name", "kept", "is_photo"),
    [
        (PDF, "Notulen.PDF", "Notulen.pdf", False),
        (office(), "Kisi-kisi v1.2 final.docx", "Kisi-kisi v1.2 final.docx", False),
        (office("xl/workbook.xml"), "nilai.xlsx", "nilai.xlsx", False),
        (office("ppt/presentation.xml"), "tayang.pptx", "tayang.pptx", False),
        (picture(), "papan tulis.jpeg", "papan tulis.jpg", True),
        (picture("PNG"), "tangkapan.png", "tangkapan.jpg", True),
        (PDF, "halaman.html", "halaman.pdf", False),  # named by what it is
    ],
)
def test_what_fits_is_kept_under_a_name_that_says_what_it_is(content, name, kept, is_photo):
    found = upload(content, name)
    assert (found.name, found.is_photo) == (kept, is_photo)


def test_a_photo_is_drawn_anew_and_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010E] = "rumah murid"
    content = picture(exif=exif) + b"<script>alert(1)</script>"
    kept = upload(content, "foto.jpg").content
    assert b"rumah murid" in content
    assert b"rumah murid" not in kept
    assert b"<script" not in kept
    assert Image.open(BytesIO(kept)).format == "JPEG"


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        SVG,
        b"\x7fELF\x02\x01",
        b"MZ\x90\x00",
        b"GIF89a" + b"\x00" * 20,
        b"\n" + PDF,  # does not begin as one
        PDF + b"<script>alert(1)</script>",  # and something behind it
        PDF[:-7] + packed("a.txt") + b"%%EOF\n",  # a PDF and a packed folder at once
        b"%PDF-1.7 without an end",
        packed("a.txt"),
        packed("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        office() + b"<script>alert(1)</script>",
        office()[:-30],
        b"PK\x03\x04" + b"\x00" * 100,
        b"\xff\xd8\xff<html>",
        b"\x89PNG\r\n\x1a\n" + SVG,
    ],
)
def test_what_is_something_else_or_two_things_is_turned_away(content):
    with pytest.raises(ValidationError, match="tidak dapat dilampirkan"):
        upload(content)


def test_an_empty_file_is_turned_away():
    with pytest.raises(ValidationError) as refusal:
        upload(b"")
    assert len(refusal.value.messages) == 1


def test_what_is_too_big_is_turned_away_before_it_is_read():
    file = SimpleUploadedFile("besar.pdf", PDF)
    file.size = LIMIT + 1
    with pytest.raises(ValidationError, match="batasnya"):
        checked(file)


def test_a_folder_that_unpacks_to_a_mountain_is_turned_away():
    bomb = packed(
        "[Content_Types].xml",
        "word/document.xml",
        "word/media/a.bin",
        **{"word/media/a.bin": b"\x00" * (101 * 2**20)},
    )
    assert len(bomb) < 2**20
    with pytest.raises(ValidationError):
        upload(bomb, "bom.docx")


def test_a_folder_of_countless_parts_is_turned_away():
    with pytest.raises(ValidationError):
        upload(office("word/document.xml", *(f"x/{n}" for n in range(4_001))), "banyak.docx")


def test_macros_are_turned_away():
    with pytest.raises(ValidationError):
        upload(office("word/document.xml", "word/vbaProject.bin"), "makro.docx")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\rahasia\\notulen.pdf", "notulen.pdf"),
        ("x" * 5_000 + ".pdf", "x" * 100 + ".pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie b.pdf"),
        ("...", "berkas.pdf"),
        ("notulen 25.07.2026", "notulen 25.07.pdf"),
    ],
)
def test_no_name_does_harm(name, kept):
    file = SimpleUploadedFile("a.pdf", PDF)
    file._name = name  # what a browser sends reaches us before Django has trimmed it
    assert checked(file).name == kept


@pytest.mark.parametrize("broken", [0, 1, 3, 8, 255])
def test_a_photo_whose_camera_wrote_nonsense_is_drawn_all_the_same(broken):
    """The picture stands on its side, and the note beside how it was held has a strange type."""
    notes, made = Image.Exif(), BytesIO()
    notes[274], notes[271] = 6, "Kamera"
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG", exif=notes)
    content = bytearray(made.getvalue())
    content[content.index(b"Exif") + 17] = broken
    kept = checked(SimpleUploadedFile("papan.jpg", bytes(content)))
    assert Image.open(BytesIO(kept.content)).size == (30, 40)
