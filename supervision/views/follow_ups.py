"""Steps that both agreed on: whose, until when, and what came of them."""

from datetime import timedelta

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from meetings.models import AgendaItem
from schools.access import ANSWER, CHANGE, KNOW, READ, SETTLE, VIEW, can
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from staff.models import Placement

from .. import readings
from ..forms.talks import CloseForm, FollowUpFilter, FollowUpForm
from ..kinds import Fate, State, VisitKind
from ..models import Feedback, FollowUp, Visit
from ..services.results import outcome_of
from ..services.talks import close_step

A_WHILE = timedelta(days=14)


class FollowUpList(ScopedListView):
    """Open ones by their date, so that what is overdue stands first."""

    model = FollowUp
    filter_form_class = FollowUpFilter

    def narrow(self, rows):
        return rows.select_related("owner", "visit__person", "visit__observer")

    def get_filters(self):
        filters = super().get_filters()
        return filters.seen_by(self.request.user)


class FollowUpDetail(ScopedDetailView):
    model = FollowUp

    def narrow(self, rows):
        return rows.select_related(
            "owner__user", "visit__person__user", "visit__observer", "visit__version", "closed_by"
        )

    def get_context_data(self, **kwargs):
        step, user = self.object, self.request.user
        plan = []
        if step.code:  # a coaching plan: the steps for one item, in the order of their dates
            siblings = self.rows(FollowUp).filter(visit=step.visit, code=step.code)
            plan = list(siblings.select_related("owner__user"))
        is_open = step.state == Fate.OPEN
        return super().get_context_data(
            step=step,
            plan=plan if len(plan) > 1 else [],
            item=item_in_words(step.visit, step.code),
            visit=step.visit if can(user, VIEW, step.visit) else None,
            topics=self.rows(AgendaItem)
            .filter(pk__in=step.topics.values("pk"))
            .select_related("meeting")
            .order_by("meeting__date"),
            may_change=is_open and can(user, CHANGE, step),
            may_bring=step.visit.person and step.visit.person.user_id == user.pk,
            **kwargs,
        )


def item_in_words(visit, code):
    known = code and visit.version and code in visit.version.rubric.codes
    return readings.told(visit.version.rubric.item(code).measures) if known else ""


class AgreesOnSteps:
    model = FollowUp
    form_class = FollowUpForm
    template_name = "supervision/followup_form.html"
    choice_actions = {"owner": KNOW}

    def choices(self, name, rows):
        here = self.rows(Placement, KNOW).not_ended().filter(school=self.visit.school_id)
        return super().choices(name, rows).filter(pk__in=here.values("person"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(visit=self.visit, item=self.item, **kwargs)


class FollowUpCreate(AgreesOnSteps, ScopedCreateView):
    """A step from a visit; from one of its scores, with the next level as the sign."""

    @cached_property
    def visit(self):
        agreeing = Q(pk__in=[])
        for action in (CHANGE, SETTLE, ANSWER):
            agreeing |= Q(pk__in=self.rows(Visit, action).values("pk"))
        rows = self.rows(Visit, READ).took_place().filter(agreeing)
        rows = rows.exclude(kind=VisitKind.WALK).select_related("person", "version", "band_set")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def item(self):
        """Of the item that the step is for: code, text, the level now and the next one."""
        code, version = self.request.GET.get("item", ""), self.visit.version
        if not version or code not in version.rubric.codes:
            return None
        rubric, item = version.rubric, version.rubric.item(code)
        found = outcome_of(self.visit)
        value = found.scores.get(code) if found else None
        values = [one for one in rubric.scale.values if one in item.descriptors]
        place = values.index(value) if value in values else -1
        following = values[min(place + 1, len(values) - 1)] if values else None
        return {
            "code": code,
            "text": readings.told(item.measures),
            "now": readings.told(item.descriptors[value]) if place >= 0 else "",
            "next": readings.told(item.descriptors[following]) if values else "",
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.visit = self.visit
        form.instance.code = self.item["code"] if self.item else ""
        return form

    def get_initial(self):
        text, sign = self.proposed()
        return {
            "owner": self.visit.person_id,
            "due": timezone.localdate() + A_WHILE,
            "text": text[:300],
            "sign": sign[:200],
        }

    def proposed(self):
        """The next level of the item; else, for a first step, what the feedback says."""
        if self.item:
            return "", self.item["next"]
        written = self.rows(Feedback).filter(visit=self.visit, visit__follow_ups=None).last()
        return (written.next_step, written.goal) if written else ("", "")

    def get_success_url(self):
        """Another dated step for the same item, or back to the visit."""
        if "more" in self.request.POST:
            again = reverse("supervision:follow_up_create", args=[self.visit.pk])
            return f"{again}?item={self.object.code}" if self.object.code else again
        return self.visit.get_absolute_url()


class FollowUpUpdate(AgreesOnSteps, ScopedUpdateView):
    def narrow(self, rows):
        """What stands in the record of a final visit keeps the words that both agreed on."""
        rows = rows.open().exclude(visit__state=State.FINAL)
        return rows.select_related("visit__person", "visit__version")

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not can(self.request.user, READ, self.visit):  # passed on, it would be out of sight
            del form.fields["owner"]
        return form

    def get_success_url(self):
        return self.object.get_absolute_url()

    @property
    def visit(self):
        return self.object.visit

    @property
    def item(self):
        text = item_in_words(self.visit, self.object.code)
        return {"code": self.object.code, "text": text} if text else None


class FollowUpClose(ScopedActView):
    """Closed only with a word about what came of it."""

    model = FollowUp
    action = CHANGE
    form_class = CloseForm

    def narrow(self, rows):
        return rows.select_related("owner", "visit__person")

    def asks(self, row):
        is_open = row.state == Fate.OPEN
        return {
            "question": _("Close this step?"),
            "text": _("%(step)s. Sign of success: %(sign)s") % {"step": row.text, "sign": row.sign},
            "verb": _("Close the step"),
            "no": _("Leave it open"),
            "hindrance": "" if is_open else _("This step is closed already."),
        }

    def act(self, row, state, outcome):
        close_step(row, state=state, outcome=outcome, by=self.request.user)
