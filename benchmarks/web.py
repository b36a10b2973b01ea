"""The web process as it runs in production, with an empty page beside the others.

Whoever measures has no phone for a second step, so none is asked for.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.SECOND_FACTOR_REQUIRED = False
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()

from config.urls import *  # noqa: E402, F403
from config.urls import urlpatterns  # noqa: E402

EMPTY = "/kosong/"


def empty(request):
    """What every signed-in page passes through, and nothing else."""
    return HttpResponse(request.user.name)


urlpatterns = [path(EMPTY.strip("/") + "/", empty), *urlpatterns]
