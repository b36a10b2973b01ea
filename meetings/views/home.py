"""Where meetings begin for everybody: next ones, last ones, what is open, and the quick share."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import AT_SCHOOL, CHANGE, KNOW, Role, schools_where
from schools.models import Term
from schools.scoped_views import PersonalView, ScopedActView, ScopedCreateView
from staff.models import Person, Placement

from ..forms.shares import ShareForm
from ..models import Group, Meeting, QuickShare
from ..services import groups, shares
from ..services.overview import meters, with_attendance
from .groups import may_found, to_join

WRITES_FOR_OTHERS = frozenset({Role.PRINCIPAL, Role.OPERATOR})
A_PAGE_OF_SHARES = 10


class SharesSomething:
    """The form of a quick share, on its own page and on the home of meetings."""

    @cached_property
    def own(self):
        """The own record, of somebody who works at a school today."""
        return groups.own_record(self.request.user)

    def may_share(self):
        return self.own is not None or self.request.user.holds(WRITES_FOR_OTHERS)

    def people(self, name, rows):
        """Colleagues at one's own schools; to write for, only those who do not by themselves."""
        here = self.rows(Placement, KNOW).current()
        here = here.filter(school__in=schools_where(self.request.user, AT_SCHOOL))
        rows = rows.filter(pk__in=here.values("person"), masked_at=None)
        rows = rows.exclude(user=self.request.user)
        return rows.filter(shares.without_account()) if name == "by" else rows


class MeetingsHome(SharesSomething, PersonalView):
    template_name = "meetings/home.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        mine = list(self.rows(Group).of(user).in_use().select_related("home")[:12])
        open_to = list(to_join(self).select_related("home")[:6])
        named = [group.pk for group in [*mine, *open_to]]
        beside = self.rows(Group).in_use().exclude(pk__in=named)
        others = list(beside.select_related("home")[:12])
        shown = [*mine, *others]
        terms = self.rows(Term).filter(school__in={group.home_id for group in shown})
        meetings = self.rows(Meeting).select_related("group")
        said = self.rows(QuickShare).select_related("by", "entered_by", "group", "school")
        paginator = Paginator(said.prefetch_related("with_people"), A_PAGE_OF_SHARES)
        page = paginator.get_page(self.request.GET.get("page"))
        found = meters(shown, self.rows(Meeting), terms=terms) if shown else {}
        return super().get_context_data(
            today=today,
            mine=[(group, found[group.pk]) for group in mine],
            others=[(group, found[group.pk]) for group in others],
            to_come=list(
                meetings.to_come().filter(date__gte=today).order_by("date", "start", "pk")[:6]
            ),
            unrecorded=list(
                self.rows(Meeting, CHANGE)
                .to_come()
                .filter(date__lt=today)
                .select_related("group")
                .order_by("-date")[:4]
            ),
            held=list(with_attendance(meetings.held())[:6]),
            to_join=open_to,
            may_found=may_found(self),
            form=self.share_form() if self.may_share() else None,
            own_shares=set(
                self.rows(QuickShare, CHANGE)
                .filter(pk__in=[row.pk for row in page.object_list])
                .values_list("pk", flat=True)
            ),
            paginator=paginator,
            page_obj=page,
            shares=list(page.object_list),
            steps=[
                _("A group: KKG, MGMP, kombel, or the meeting of the whole school."),
                _("Its days: one by one, or as a series that skips the holidays."),
                _("The record: who was there, what was decided, what is tried next."),
            ],
            **kwargs,
        )

    def share_form(self):
        form = ShareForm(own=self.own)
        for name in ("with_people", "by"):
            form.fields[name].queryset = self.people(name, self.rows(Person, KNOW))
        return form.fit()


class ShareCreate(SharesSomething, ScopedCreateView):
    model = QuickShare
    form_class = ShareForm
    action = CHANGE
    choice_actions = {"with_people": KNOW, "by": KNOW}
    template_name = "meetings/share_form.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not self.may_share():
            raise Http404
        return super(ScopedCreateView, self).dispatch(request, *args, **kwargs)

    def choices(self, name, rows):
        return self.people(name, super().choices(name, rows))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"own": self.own}

    def get_form(self, form_class=None):
        return super().get_form(form_class).fit()

    def save(self, form):
        people = form.cleaned_data.get("with_people") or []
        return shares.share(form.instance, with_people=people, by=self.request.user)

    def on_behalf_of(self):
        by = self.object.by
        return "" if by == self.own else str(by)


class ShareRemove(ScopedActView):
    """Take one's own quick share back."""

    model = QuickShare
    action = CHANGE

    def asks(self, row):
        return {
            "question": _("Take this quick share back?"),
            "text": row.text,
            "verb": _("Take it back"),
            "no": _("Keep it"),
            "destroys": True,
        }

    def act(self, row):
        shares.take_back(row)
