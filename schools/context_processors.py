"""What the frame of every page shows."""

from django.conf import settings

from . import navigation

THEMES = {"light", "dark"}


def shell(request):
    theme = request.COOKIES.get("theme", "")
    session = getattr(request, "session", {})  # an answer may come before there is one
    frame = {
        "theme": theme if theme in THEMES else "",
        "shared_device": session.get("shared", False),
        "minutes_idle": int(settings.SHARED_SESSION_IDLE.total_seconds() // 60),
        "ended_by_limit": session.get("ended_by_limit", False),
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        membership = navigation.leading_membership(user)
        frame |= {
            "nav": _entries(navigation.bar(user), request),
            "places": navigation.places(user),
            "only_school": user.only_school,
            "role_label": membership.get_role_display() if membership else "",
        }
    return {"shell": frame}


def _entries(items, request):
    """What is not below the page of any entry belongs to the home of its part, if that is here."""
    entries = [_entry(item, request) for item in items]
    if not any(entry["is_current"] for entry in entries) and request.resolver_match:
        home = f"{request.resolver_match.namespace}:home"
        for item, entry in zip(items, entries, strict=True):
            entry["is_current"] = item.name == home
    return entries


def _entry(item, request):
    """An entry is lit on its page and on those below it; every page is below the home."""
    url = item.address(request.user)
    below = url != "/" and request.path.startswith((url, *item.also))
    return {
        "label": item.label,
        "url": url,
        "icon": item.icon,
        "is_current": below or request.path == url,
    }
