"""Differing opinions: the list, one difference as voices, and the way to its end."""

from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from schools.access import CHANGE, FILL, can
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)

from ..calculations.differences import sides
from ..forms.differences import (
    DifferenceFilter,
    DifferenceForm,
    HeardForm,
    OpenForm,
    PositionForm,
    SettleForm,
    TrialForm,
)
from ..kinds import MeetingState
from ..models import (
    Decision,
    Difference,
    Heard,
    Meeting,
    Position,
    Practice,
)
from ..services import differences as services
from ..threads import thread_of
from .practices import may_adopt
from .within import KnowsMembers, LeadsOn, WithinGroup, WritesInGroups, chosen, keep_unseen

ON_OFFER = 40  # of the newest decisions and practices of a group
MEETINGS = 12  # of its newest meetings: what was talked about is not long ago


class DifferenceList(WritesInGroups, ScopedListView):
    model = Difference
    filter_form_class = DifferenceFilter
    paginate_by = 12

    def narrow(self, rows):
        return rows.open_first().select_related("group").prefetch_related("positions")

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        rows = page["filters"].of_group(self.rows(Difference))
        chosen = page["filters"].cleaned_data.get("group")
        counted = rows.counted()
        return page | {
            **counted,
            "doors": {
                "led": door(counted["led"], "practice", chosen),
                "adopted": door(counted["adopted"], "adopted", chosen),
            },
            "chosen": chosen,
            "group": self.group_to_write_in(chosen),
            "how_it_starts": [
                _("You write the question, and what each side says."),
                _("Both sides are heard in their own words."),
                _("What can be tried is tried, and counted."),
                _("The group settles it, and looks at it again on a day of its choice."),
            ],
        }


def door(number, state, group):
    """A figure that opens the differences it was counted from."""
    query = urlencode({"state": state} | ({"group": group.pk} if group else {}))
    return format_html('<a class="sj-num" href="?{}">{}</a>', query, number)


class DifferenceDetail(LeadsOn, ScopedDetailView):
    model = Difference

    def narrow(self, rows):
        return rows.select_related("group", "mediator__person").prefetch_related(
            "positions__members__person", "heard__member__person"
        )

    def get_context_data(self, **kwargs):
        difference, user = self.object, self.request.user
        positions = [(one, one.members.all()) for one in difference.positions.all()]
        voices, others = sides(positions, difference.heard.all())
        meetings = list(self.rows(Meeting).filter(differences=difference))
        decision = self.seen(Decision, difference.decision_id, "meeting")
        practice = self.seen(Practice, difference.practice_id, "person")
        return super().get_context_data(
            difference=difference,
            voices=voices,
            others=others,
            decision=decision,
            practice=practice,
            may_adopt=practice is not None and may_adopt(self, practice),
            thread=thread_of(difference, meetings, decision, practice),
            may_change=can(user, CHANGE, difference),
            own_words=set(
                self.rows(Heard, CHANGE).filter(difference=difference).values_list("pk", flat=True)
            ),
            **kwargs,
        )


class DifferenceCreate(WithinGroup, ScopedCreateView):
    model = Difference
    form_class = OpenForm
    template_name = "meetings/difference_open.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"members": self.members(self.group)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            group=self.group,
            meeting=self.meeting,
            other_groups=self.own_groups().exclude(pk=self.group.pk)[:6],
            **kwargs,
        )

    def save(self, form):
        return services.open_difference(
            self.group,
            topic=form.cleaned_data["topic"],
            mediator=form.cleaned_data["mediator"],
            meeting=self.meeting,
            positions=form.positions(),
        )


class OfDifference(KnowsMembers):
    """A form about one difference, or about something that hangs on it."""

    template_name = "meetings/difference_form.html"

    @property
    def difference(self):
        return self.object

    def get_context_data(self, **kwargs):
        return super().get_context_data(difference=self.difference, **self.words(), **kwargs)

    def words(self):
        """Return heading, and lead if there is something to say before the form."""
        raise NotImplementedError

    def get_success_url(self):
        return self.difference.get_absolute_url()


class DifferenceUpdate(OfDifference, ScopedUpdateView):
    model = Difference
    form_class = DifferenceForm

    def words(self):
        return {"heading": _("Change the difference")}

    def get_form_kwargs(self):
        row = self.object
        members = self.members(row.group_id, besides=[row.mediator_id])
        return super().get_form_kwargs() | {"members": members}

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        if name != "meetings":
            return rows
        past = rows.filter(group=self.object.group_id, date__lte=timezone.localdate())
        return newest(past.exclude(state=MeetingState.MISSED), rows, self.linked, MEETINGS)

    @cached_property
    def linked(self):
        return list(self.object.meetings.values_list("pk", flat=True))

    def save(self, form):
        seen = self.rows(Meeting).filter(pk__in=self.linked).values_list("pk", flat=True)
        row = super().save(form)
        row.meetings.add(*(set(self.linked) - set(seen)))  # in groups of others: not ours to drop
        return row


class DifferenceTrial(OfDifference, ScopedUpdateView):
    model = Difference
    form_class = TrialForm

    def words(self):
        lead = _("Try out what can be tried. Both sides agree beforehand on what would count.")
        return {"heading": _("Trial"), "lead": lead}

    def save(self, form):
        return services.plan_trial(self.object, **form.cleaned_data)


class DifferenceSettle(OfDifference, ScopedUpdateView):
    model = Difference
    form_class = SettleForm

    def words(self):
        lead = _("Nobody has to lose. Where both have reasons, both opinions can stay.")
        return {"heading": _("How was it settled?"), "lead": lead}

    def get_form(self, form_class=None):
        return keep_unseen(super().get_form(form_class), "decision", "practice")

    def choices(self, name, rows):
        rows, row = super().choices(name, rows), self.object
        if name == "decision":
            told_in = row.meetings.values("pk")
            mine = rows.filter(Q(meeting__group=row.group_id) | Q(meeting__in=told_in))
            mine = mine.order_by("-meeting__date", "position")
            return newest(mine, rows, [row.decision_id]).order_by("-meeting__date", "position")
        mine = rows.filter(Q(group=row.group_id) | Q(meeting__group=row.group_id))
        return newest(mine, rows, [row.practice_id])

    def save(self, form):
        return services.settle(
            self.object,
            settled=form.cleaned_data["settled"],
            review_on=form.cleaned_data["review_on"],
            **chosen(form, "decision", "practice"),
        )


def newest(offered, rows, besides, most=ON_OFFER):
    """The newest of what is on offer, and what stands there already."""
    return rows.filter(Q(pk__in=offered.values("pk")[:most]) | Q(pk__in=besides))


class OnDifference(OfDifference):
    """Adds something to the difference of the address."""

    action = FILL

    @cached_property
    def difference(self):
        return self.row(Difference, self.kwargs["pk"], CHANGE)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.difference = self.difference
        return form


class PartOfDifference(OfDifference):
    """Changes what hangs on a difference."""

    @property
    def difference(self):
        return self.object.difference

    def narrow(self, rows):
        return rows.select_related("difference")


class PositionCreate(OnDifference, ScopedCreateView):
    model = Position
    form_class = PositionForm

    def words(self):
        return {"heading": _("Add an opinion")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"members": self.members(self.difference.group_id)}


class PositionUpdate(PartOfDifference, ScopedUpdateView):
    model = Position
    form_class = PositionForm

    def words(self):
        return {"heading": _("Change the opinion"), "position": self.object}

    def get_form_kwargs(self):
        besides = self.object.members.values("pk")
        members = self.members(self.difference.group_id, besides=besides)
        return super().get_form_kwargs() | {"members": members}


class PositionRemove(ScopedActView):
    model = Position
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("difference")

    def asks(self, row):
        return {
            "question": _("Remove this opinion?"),
            "text": row.text,
            "verb": _("Remove the opinion"),
            "no": _("Keep it"),
            "destroys": True,
            "hindrance": services.why_not_remove(row),
        }

    def act(self, row):
        services.remove_position(row)


class HeardCreate(OnDifference, ScopedCreateView):
    """Anybody of the group writes down what somebody said; the trail keeps who wrote it."""

    model = Heard
    form_class = HeardForm

    def words(self):
        return {"heading": _("Write down what somebody says")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"members": self.members(self.difference.group_id)}

    def get_initial(self):
        asked = self.request.GET.get("member", "")
        own = self.own_member(self.difference.group_id)
        return {"member": asked if asked.isdecimal() else own and own.pk}

    def save(self, form):
        return services.hear(self.difference, **form.cleaned_data)

    def on_behalf_of(self):
        member = self.object.member
        is_own = member.person_id and member.person.user_id == self.request.user.pk
        return "" if is_own else str(member)


class HeardUpdate(PartOfDifference, ScopedUpdateView):
    model = Heard
    form_class = HeardForm

    def narrow(self, rows):
        return rows.select_related("difference", "member__person")

    def words(self):
        heading = _("Words of %(name)s") % {"name": self.object.member}
        return {"heading": heading, "word": self.object}


class HeardRemove(ScopedActView):
    model = Heard
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("difference", "member__person")

    def asks(self, row):
        return {
            "question": _("Remove the words of %(name)s?") % {"name": row.member},
            "text": f"“{row.text}”",
            "verb": _("Remove the words"),
            "no": _("Keep them"),
            "destroys": True,
        }

    def act(self, row):
        self.rows(Heard, CHANGE).filter(pk=row.pk).delete()
