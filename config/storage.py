"""Where static files stand in production: under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Our own modules only: Django's `support_js_module_import_aggregation` reads parts of others too,
# and stumbles over what looks like an import in them.
IMPORTS = ("js/*.js", ((r"""(?P<matched>from "(?P<url>\./[a-z]+\.js)")""", 'from "%(url)s"'),))


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Modules find each other under these names too: what they import is renamed in them."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, IMPORTS)
