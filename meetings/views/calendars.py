"""The personal address for a phone's calendar, and the feed behind it."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schools import audit
from schools.scoped_views import PersonalView

from ..models import CalendarLink
from ..services.calendars import behind, feed, make_link


@method_decorator(never_cache, name="dispatch")
class CalendarPage(PersonalView):
    """Shows the address to its owner; a press of the button makes it, or makes it anew."""

    template_name = "meetings/calendar.html"

    def get_context_data(self, **kwargs):
        link = self.rows(CalendarLink).first()
        url = self.request.build_absolute_uri(link.feed) if link else ""
        return super().get_context_data(
            link=link, url=url, webcal=urlsplit(url)._replace(scheme="webcal").geturl(), **kwargs
        )

    def post(self, request, *args, **kwargs):
        was_there = self.rows(CalendarLink).exists()
        link = make_link(request.user)
        action = audit.Action.CHANGED if was_there else audit.Action.CREATED
        audit.record(request, action, link)
        if was_there:
            messages.success(request, _("The new address is ready. The old one has stopped."))
        return redirect("meetings:calendar")


@login_not_required
@require_safe
@never_cache
def calendar_feed(request, key):
    """Whoever has the key reads it: a calendar program cannot sign in."""
    link = behind(key)
    if link is None:
        raise Http404
    address = request.build_absolute_uri("/pertemuan/")
    answer = HttpResponse(
        feed(link.user, address=address), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="sejawat.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    return answer
