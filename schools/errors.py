"""Error pages that Django looks up by name, and what may be said on them: nothing of the row."""

from django.shortcuts import render


def page_not_found(request, exception=None):
    """Byte-equal for what does not exist and for what is not open to this reader."""
    return render(request, "404.html", status=404)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def server_error(request):
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
