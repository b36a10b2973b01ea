"""Pictures from outside are drawn anew: smaller, without what the camera wrote into them."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LIMIT = 2 * 2**20
MOST_PIXELS = 40_000_000
LOGO_SIDE = 512


def small_logo(upload):
    """Return `upload` as the bytes of a PNG of at most 512 pixels a side."""
    if upload.size > LIMIT:
        raise ValidationError(
            _(
                "The file is %(size)s; the limit is %(limit)s."
                " Make the photo smaller, or split the file."
            )
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(LIMIT)}
        )
    upload.seek(0)
    try:
        with Image.open(upload, formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError(_("This picture has too many points. Make it smaller."))
            drawn = ImageOps.exif_transpose(image).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(
            _("This kind of file cannot be attached here. Use %(kinds)s.") % {"kinds": "PNG, JPEG"}
        ) from None
    drawn.thumbnail((LOGO_SIDE, LOGO_SIDE))
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()
