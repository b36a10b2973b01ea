import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from . import DOCS, made  # noqa: E402

for path, text in made().items():
    (DOCS / path).write_text(text)
