"""Pictures from outside are drawn anew: smaller, without what the camera wrote into them."""

from io import BytesIO
from struct import error

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

LIMIT = 2 * 2**20
PHOTO_LIMIT = 6 * 2**20  # a phone has made it smaller before; this is for one that could not
MOST_PIXELS = 40_000_000
LOGO_SIDE = 512
PHOTO_SIDE = 1600
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
UNREADABLE = (ArithmeticError, LookupError, SyntaxError, TypeError, ValueError, OSError, error)


def small_logo(upload):
    """Return `upload` as the bytes of a PNG of at most 512 pixels a side."""
    upload.seek(0)
    drawn = redrawn(upload, upload.size, LIMIT, "RGBA")
    drawn.thumbnail((LOGO_SIDE, LOGO_SIDE))
    return written(drawn, "PNG")


def small_photo(content: bytes):
    """Return `content` as the bytes of a JPEG of at most 1600 pixels a side."""
    drawn = redrawn(BytesIO(content), len(content), PHOTO_LIMIT, "RGB")
    drawn.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
    return written(drawn, "JPEG", quality=82)


def redrawn(source, size, limit, mode):
    """The picture upright and in `mode`, or a ValidationError that says why not."""
    if size > limit:
        raise ValidationError(
            _(
                "The file is %(size)s; the limit is %(limit)s."
                " Make the photo smaller, or split the file."
            )
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )
    try:
        with Image.open(source, formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError(_("This picture has too many points. Make it smaller."))
            return upright(image).convert(mode)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(
            _("This kind of file cannot be attached here. Use %(kinds)s.") % {"kinds": "PNG, JPEG"}
        ) from None


def upright(image):
    """As the camera was held. What else it wrote may be broken, and is never read."""
    image.load()
    try:
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    except UNREADABLE:
        turn = None
    return image.transpose(turn) if turn is not None else image


def written(drawn, kind, **options):
    """Only the points: nothing of where, when and with what the picture was taken."""
    drawn.info.clear()
    out = BytesIO()
    drawn.save(out, kind, optimize=True, **options)
    return out.getvalue()
