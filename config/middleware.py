"""What every request passes through, besides Django's own."""

import logging
import time
import uuid

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import check_for_language

from schools.accounts import remember_device

logger = logging.getLogger("sejawat.request")


class RequestLog:
    """One line per request: which route, how it ended, how long it took, for which account.

    The route, not the path, and never a query or a body: those may hold what people typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex[:12]
        start = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        if not request.path.startswith(settings.STATIC_URL):
            logger.info("request", extra=self._facts(request, response, start))
        return response

    def process_exception(self, request, exception):
        logger.exception("request failed", extra={"request_id": request.id})

    def _facts(self, request, response, start):
        match = request.resolver_match
        user = getattr(request, "user", None)
        return {
            "request_id": request.id,
            "method": request.method,
            "route": match.view_name if match else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - start) * 1000),
            "user": user.pk if user and user.is_authenticated else None,
        }


class SecurityHeaders:
    """The headers that Django and django-csp do not set."""

    PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class ChosenLanguage:
    """Indonesian until the reader chooses; Django's own middleware would follow the browser.

    With the language goes the clock: times are shown in the zone of the reader's school.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self._chosen(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        self._set_clock(request.user)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

    def _set_clock(self, user):
        """Whose school it is follows from the roles of a day, and the day from its clock."""
        timezone.deactivate()  # the thread still has that of whoever it served before
        if user.is_authenticated and (zone := user.zone):
            day = timezone.localdate()
            timezone.activate(zone)
            if timezone.localdate() != day:
                user.forget_roles()

    def _chosen(self, request):
        wished = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.user.is_authenticated and request.user.language:
            wished = request.user.language
        known = wished in dict(settings.LANGUAGES) and check_for_language(wished)
        return wished if known else settings.LANGUAGE_CODE


class SessionLimits:
    """End a session that has been idle too long, or has lasted too long."""

    STEP = 60  # the moment of the last request is written at most once a minute

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._look(request)
        response = self.get_response(request)
        if request.session.pop("just_signed_in", False) and request.user.is_authenticated:
            remember_device(request, response)
        if request.session.get("shared"):
            response["Cache-Control"] = "no-store"  # the next person presses “back”
        return response

    def _look(self, request):
        session, now = request.session, time.time()
        shared = session.get("shared", False)
        idle = settings.SHARED_SESSION_IDLE if shared else settings.SESSION_IDLE
        absolute = settings.SHARED_SESSION_ABSOLUTE if shared else settings.SESSION_ABSOLUTE
        signed_in, seen = session.get("signed_in_at", 0), session.get("seen_at", 0)
        if now - seen > idle.total_seconds() or now - signed_in > absolute.total_seconds():
            logout(request)
            request.session["ended_by_limit"] = True
        elif now - seen > min(self.STEP, idle.total_seconds() / 10):
            session["seen_at"] = now


class SecondFactor:
    """Who holds others' records signs in with a second step, or sets one up first."""

    OPEN = {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "set_language",
        "set_theme",
        "healthz",
        "readyz",
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or request.resolver_match.url_name in self.OPEN:
            return None
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        if self._was_used(request) or is_mfa_enabled(user):
            return None
        return redirect("mfa_activate_totp")

    def _was_used(self, request):
        records = get_authentication_records(request, request.user)
        return any(record["method"] == "mfa" for record in records)
