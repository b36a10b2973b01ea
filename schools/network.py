"""Where a request comes from."""

import ipaddress

from django.conf import settings


def address(request):
    """Return the client's address.

    Each proxy of ours appends one entry to X-Forwarded-For, so the client's stands PROXIES
    places from the right; everything further left is the client's own claim.
    """
    found = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(hops) >= settings.PROXIES:
            found = hops[-settings.PROXIES].strip()
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:  # a test client or a socket without an address
        return "127.0.0.1"
