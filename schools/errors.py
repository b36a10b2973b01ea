"""Error pages that Django looks up by name, and what may be said on them: nothing of the row."""

from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def page_not_found(request, exception=None):
    """Byte-equal for what does not exist and for what is not open to this reader."""
    return render(request, "404.html", status=404)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def bad_request(request, exception=None):
    return HttpResponseBadRequest(render_to_string("400.html"))


def server_error(request):
    """Without the request: whatever broke may be what a context processor would ask."""
    return HttpResponseServerError(render_to_string("500.html"))


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
