"""The list of visits, and the way of a plan: made, changed, accepted, moved, called off."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from schools.access import ACCEPT, CHANGE, KNOW, VIEW
from schools.models import Membership
from schools.scoped_views import ScopedActView, ScopedListView

from ..forms.visits import HandForm, MoveForm, ReasonForm, VisitFilter
from ..kinds import NOT_SHARED, State, VisitKind, Voice
from ..models import Visit
from ..services import visits
from ..services.planning import VISITS_OTHERS, kinds_to_plan
from ..steps import is_observer, is_own, waits_for
from .growth import peers
from .plans import own_record


class VisitList(ScopedListView):
    """Dates and states to all who may know of them; the way in only to those who may see it."""

    model = Visit
    action = KNOW
    filter_form_class = VisitFilter
    choice_actions = {"person": KNOW}

    def narrow(self, rows):
        return rows.select_related(
            "school", "person", "observer", "class_group", "subject", "cycle"
        )

    def paginate_queryset(self, queryset, page_size):
        """The page is cut first; joined to all visits, tables of a district are read whole."""
        paginator, page, cut, has_others = super().paginate_queryset(queryset, page_size)
        rows = queryset.filter(pk__in=cut.values("pk"))
        return paginator, page, rows, has_others

    def choices(self, name, rows):
        """To choose from are those people whose visits the reader finds here."""
        rows = super().choices(name, rows)
        found = self.rows(Visit, KNOW).values("person")
        return rows.filter(pk__in=found) if name == "person" else rows

    def get_context_data(self, **kwargs):
        user = self.request.user
        own = own_record(self)
        context = super().get_context_data(
            may_plan=bool(kinds_to_plan(user)),
            may_invite=own is not None,
            own=own,
            peers=peers(self.rows(Visit), user) if own else "",
            **kwargs,
        )
        shown = list(context["object_list"])
        open_rows = self.rows(Visit, VIEW).filter(pk__in=[visit.pk for visit in shown])
        return context | {
            "today": timezone.localdate(),
            "open": set(open_rows.values_list("pk", flat=True)),
            "waiting": {visit.pk for visit in shown if waits_for(visit, user)},
            "how_it_starts": [
                _("Both accept focus, date, instrument and criterion."),
                _("The lesson is seen; scores and notes are written on the sheet."),
                _("The person visited speaks first, then the feedback is shared."),
            ],
        }


class VisitAccept(ScopedActView):
    """Say yes to focus, date, instrument and criterion: for oneself, or on another's behalf."""

    model = Visit
    action = ACCEPT

    def narrow(self, rows):
        return rows.select_related("person", "observer", "class_group", "subject", "version")

    @property
    def voice(self):
        visit, user = self.object, self.request.user
        if is_own(visit, user):
            return Voice.OWN
        if is_observer(visit, user) and not self.is_for_another:
            return Voice.OBSERVER
        return Voice.OWN

    @property
    def is_for_another(self):
        """Whoever leads or observes accepts for somebody who writes through others."""
        visit, user = self.object, self.request.user
        for_person = visit.person and visit.person.writes_through_others
        done = is_observer(visit, user) and not visit.accepted_by_observer_at
        return bool(for_person and not is_own(visit, user) and not done)

    def on_behalf_of(self):
        return self.behalf

    behalf = ""

    def asks(self, row):
        words = {"person": row.person}
        text = _("Focus, date, instrument and criterion stay as they are from the first score on.")
        if self.is_for_another:
            question = _("Accept this plan on behalf of %(person)s?") % words
            text = _("Only once %(person)s has said yes to it. It is noted that you wrote it.") % (
                words
            )
        else:
            question = _("Accept this plan?")
        return {
            "question": question,
            "text": text,
            "verb": _("Accept plan"),
            "no": _("Not yet"),
            "details": plan_in_words(row),
        }

    def act(self, row):
        self.behalf = str(row.person) if self.is_for_another else ""
        visits.accept(row, voice=self.voice)


def plan_in_words(visit):
    """The plan as lines, for a page that asks about it."""
    lines = [_("Date: %(value)s") % {"value": date_format(visit.date, "l, j F Y")}]
    for words, value in [
        (_("Focus: %(value)s"), visit.focus),
        (_("Criterion: %(value)s"), visit.criterion),
        (_("Instrument: %(value)s"), visit.version),
    ]:
        if value:
            lines.append(words % {"value": value})
    return lines


class VisitMove(ScopedActView):
    model = Visit
    action = CHANGE
    form_class = MoveForm

    def narrow(self, rows):
        return rows.still_to_come().select_related("person")

    def get_initial(self):
        return {"date": self.object.date, "start": self.object.start, "end": self.object.end}

    def asks(self, row):
        return {
            "question": _("Move this visit to another date?"),
            "text": _("The other side accepts the new date; the old one stays in view."),
            "verb": _("Move the visit"),
            "no": _("Keep the date"),
        }

    def act(self, row, **fields):
        visits.move(row, by=self.request.user, **fields)


class VisitCallOff(ScopedActView):
    model = Visit
    action = CHANGE
    form_class = ReasonForm

    def narrow(self, rows):
        return rows.filter(state__in=sorted(NOT_SHARED - {State.CALLED_OFF})).select_related(
            "person"
        )

    def asks(self, row):
        return {
            "question": _(
                "Call off the visit on %(date)s? %(person)s will be told, with your reason."
            )
            % {"date": date_format(row.date), "person": row.person or _("The school")},
            "text": _("The visit stays in the list, called off, and a new one can be planned."),
            "verb": _("Call off visit"),
            "no": _("Keep the visit"),
            "destroys": True,
        }

    def act(self, row, reason):
        visits.call_off(row, reason=reason)


class VisitHand(ScopedActView):
    """To another observer, by whoever leads the school or the observer so far."""

    model = Visit
    action = CHANGE
    form_class = HandForm

    def narrow(self, rows):
        rows = rows.filter(state__in=sorted(NOT_SHARED - {State.CALLED_OFF}))
        return rows.exclude(kind=VisitKind.PEER).select_related("person", "observer")

    def get_form_kwargs(self):
        school, visit = self.object.school_id, self.object
        observers = (
            self.rows(Membership)
            .current()
            .filter(role__in=VISITS_OTHERS, school=school)
            .exclude(user=visit.observer)
            .select_related("user")
        )
        own = observers.filter(user=self.request.user).first()
        return super().get_form_kwargs() | {"observers": observers, "initial": {"observer": own}}

    def asks(self, row):
        return {
            "question": _("Who visits instead of %(observer)s?") % {"observer": row.observer},
            "text": _("The sheet and what stands on it go along; a plan is accepted anew."),
            "verb": _("Hand over the visit"),
            "no": _("Leave it as it is"),
        }

    def act(self, row, observer):
        self.object = visits.hand_to(row, observer.user, by=self.request.user)

    def get_success_url(self):
        """Who gave it away may not see it any more."""
        if is_observer(self.object, self.request.user):
            return self.object.get_absolute_url()
        return reverse("supervision:visits")
