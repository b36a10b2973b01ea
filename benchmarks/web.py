"""The web process as it runs in production, with an empty page beside the others.

Whoever measures has no phone for a second step, so none is asked for.
"""

from django.conf import settings

settings.SECOND_FACTOR_REQUIRED = False
settings.ROOT_URLCONF = __name__

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from config import urls  # noqa: E402
from config.urls import handler400, handler403, handler404, handler500  # noqa: E402, F401

EMPTY = "/kosong/"


def empty(request):
    """What every signed-in page passes through, and nothing else."""
    return HttpResponse(request.user.name)


urlpatterns = [path(EMPTY.strip("/") + "/", empty), *urls.urlpatterns]
application = get_wsgi_application()
