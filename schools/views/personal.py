"""Pages about oneself, and small choices that every reader makes."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from ..access import Role
from ..context_processors import THEMES
from ..navigation import beyond_a_phone
from ..policy import tables
from ..scoped_views import PersonalView

YEAR = 365 * 24 * 3600


class Me(PersonalView):
    template_name = "schools/me.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            memberships=user.current_memberships,
            elsewhere=[
                {"label": item.label, "icon": item.icon, "url": item.address(user)}
                for item in beyond_a_phone(user)
            ],
            agrees_on_steps=bool(user.persons) or user.holds({Role.SUPERVISOR}),
            keeps_records=user.is_superuser or user.holds({Role.PRINCIPAL, Role.OPERATOR}),
            **kwargs,
        )


class WhoSees(PersonalView):
    """The access tables, as people read them."""

    template_name = "schools/who_sees.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(models=tables(), **kwargs)


@login_not_required
@require_safe
def what_is_kept(request):
    return render(request, "schools/what_is_kept.html")


@login_not_required
@require_safe
def offline(request):
    return render(request, "offline.html")


@login_not_required
@require_POST
def set_language(request):
    """Remember the language: with the account when signed in, with the browser otherwise."""
    language = request.POST.get("language", "")
    response = back(request)
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        keep(response, settings.LANGUAGE_COOKIE_NAME, language)
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response


@login_not_required
@require_POST
def set_theme(request):
    """Light, dark, or as the device has it. A device's choice, so the browser keeps it."""
    theme = request.POST.get("theme", "")
    response = back(request)
    if theme in THEMES:
        keep(response, "theme", theme)
    else:
        response.delete_cookie("theme")
    return response


def back(request):
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")


def keep(response, name, value):
    response.set_cookie(name, value, max_age=YEAR, secure=settings.HTTPS, samesite="Lax")
