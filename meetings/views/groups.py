"""Groups: the list, one group, founding, changing, coming in and leaving."""

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schools.access import CHANGE, FILL, FOUND, KNOW, Role, can, schools_where
from schools.models import Term
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from schools.views.use import RegisterUse
from staff.models import Person, Placement

from ..forms.groups import GroupFilter, GroupForm, MemberFilter, MemberForm, MembershipForm
from ..kinds import GroupKind, Part
from ..models import Group, GroupMember, Meeting, Series, TermQuestion
from ..services import groups
from ..services.overview import depth_of, events, happened, meters
from ..services.terms import code_on

FOUNDERS = (Role.PRINCIPAL, Role.TEACHER, Role.STAFF, Role.OBSERVER)
LED_BY_PRINCIPALS = {GroupKind.SCHOOL}
A_PAGE_OF_EVENTS = 12
IN_SIGHT = 12  # members shown on the page of a group; all of them have a page of their own


class GroupList(ScopedListView):
    """Names to all who may know of them; the way in only to those who may see more."""

    model = Group
    action = KNOW
    filter_form_class = GroupFilter

    def narrow(self, rows):
        return rows.select_related("home").prefetch_related("schools")

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(may_found=may_found(self), **kwargs)
        shown = [group.pk for group in context["object_list"]]
        inside = self.rows(Group).of(user).filter(pk__in=shown)
        return context | {
            "open": set(self.rows(Group).filter(pk__in=shown).values_list("pk", flat=True)),
            "mine": set(inside.values_list("pk", flat=True)),
            "to_join": set(to_join(self).filter(pk__in=shown).values_list("pk", flat=True)),
        }


def may_found(view):
    """Who leads a school; and whoever works at one and has a record of their own."""
    user = view.request.user
    if not view.may(FOUND, Group):
        return False
    return user.holds({Role.PRINCIPAL}) or groups.own_record(user) is not None


def to_join(view):
    """Groups of the schools at which the reader works, that take in whoever comes."""
    working = view.rows(Placement, KNOW).current().filter(person__user=view.request.user)
    rows = view.rows(Group, KNOW).to_join().filter(schools__in=working.values("school"))
    return rows.exclude(pk__in=view.rows(Group).of(view.request.user).values("pk")).distinct()


class GroupDetail(ScopedDetailView):
    model = Group

    def narrow(self, rows):
        return rows.select_related("home").prefetch_related("schools")

    def get_context_data(self, **kwargs):
        group, user = self.object, self.request.user
        today = timezone.localdate()
        members = self.rows(GroupMember).current().filter(group=group)
        mine = members.filter(person__user=user, group__in=self.rows(Group).of(user)).first()
        leads = can(user, CHANGE, group)
        meetings = self.rows(Meeting).filter(group=group)
        terms = list(self.rows(Term).filter(school=group.home))
        questions = list(self.rows(TermQuestion).filter(group=group).select_related("answered_in"))
        reads = mine is not None or self.rows(Group, CHANGE).filter(pk=group.pk).exists()
        steps = depth_of(group)
        return super().get_context_data(
            today=today,
            mine=mine,
            leads=leads,
            reads=reads,
            n=steps[0].n,
            leaders=list(
                members.exclude(part=Part.MEMBER).select_related("person").order_by("pk")[:20]
            ),
            members=list(members.filter(part=Part.MEMBER).select_related("person")[:IN_SIGHT]),
            may_add_everyone=leads and group.kind == GroupKind.SCHOOL,
            meter=meters([group], meetings, terms=terms)[group.pk],
            depth=steps,
            questions=questions,
            asks_this_term=any(row.term == code_on(today) for row in questions),
            to_come=list(meetings.to_come().filter(date__gte=today).order_by("date", "start")[:4]),
            unrecorded=list(meetings.to_come().filter(date__lt=today).order_by("date")[:4]),
            series=list(
                self.rows(Series).filter(group=group, last_day__gte=today).order_by("first_day")
            ),
            **self.timeline(),
            **kwargs,
        )

    def timeline(self):
        """A page of what happened: as long as a group lives, it is never read as a whole."""
        paginator = Paginator(happened(self.object, self.rows), A_PAGE_OF_EVENTS)
        page = paginator.get_page(self.request.GET.get("page"))
        return {
            "paginator": paginator,
            "page_obj": page,
            "events": events(list(page.object_list), self.rows),
        }


class GroupMembers(ScopedListView):
    """All members of one group, also those who have left."""

    model = GroupMember
    filter_form_class = MemberFilter
    template_name = "meetings/member_list.html"

    @cached_property
    def group(self):
        return self.row(Group, self.kwargs["pk"])

    def narrow(self, rows):
        return rows.filter(group=self.group).select_related("person").order_by("pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            group=self.group, leads=can(self.request.user, CHANGE, self.group), **kwargs
        )


# Founding and changing


class HasSchools:
    """A group is of schools that its founder works at, or knows as neighbours."""

    choice_actions = {"schools": KNOW, "home": KNOW}
    template_name = "meetings/group_form.html"
    model = Group
    form_class = GroupForm

    def choices(self, name, rows):
        before = rows
        rows = super().choices(name, rows)
        there = self.object.schools.values("pk") if self.object else []
        if name == "home":
            own = schools_where(self.request.user, FOUNDERS)
            rows = rows.filter(pk__in=own)
        if self.object:  # what belongs to it stays in the list
            rows = before.filter(pk__in=[*rows.values_list("pk", flat=True), *pks(there)])
        return rows

    def get_form_kwargs(self):
        principal = self.request.user.holds({Role.PRINCIPAL})
        kinds = [kind for kind in GroupKind if principal or kind not in LED_BY_PRINCIPALS]
        return super().get_form_kwargs() | {"kinds": kinds}

    def get_form(self, form_class=None):
        return super().get_form(form_class).fit()


def pks(rows):
    return [row["pk"] for row in rows] if rows else []


class GroupCreate(HasSchools, ScopedCreateView):
    action = FOUND

    def dispatch(self, request, *args, **kwargs):
        if not may_found(self):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        kind = self.request.GET.get("kind")
        return {"kind": kind if kind in GroupKind.values else GroupKind.KKG, "is_open": True}

    def save(self, form):
        return groups.found(
            form.instance, schools=form.cleaned_data["schools"], by=self.request.user
        )


class GroupUpdate(HasSchools, ScopedUpdateView):
    def save(self, form):
        return groups.change(form.instance, schools=form.cleaned_data["schools"])


class GroupUse(RegisterUse):
    model = Group
    consequence = gettext_lazy(
        "No meeting is planned in it any more, and nobody joins. What it did stays readable."
    )


# Members


class MemberAdd(ScopedCreateView):
    model = GroupMember
    form_class = MemberForm
    choice_actions = {"person": KNOW}
    template_name = "meetings/member_form.html"

    @cached_property
    def group(self):
        return self.row(Group, self.kwargs["pk"], CHANGE)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.group  # noqa: B018  (a stranger stops here)
        return super().dispatch(request, *args, **kwargs)

    def choices(self, name, rows):
        """Colleagues at one's own schools, as far as those belong to the group."""
        rows = super().choices(name, rows)
        own = schools_where(self.request.user, FOUNDERS)
        working = self.rows(Placement, KNOW).current()
        working = working.filter(school__in=own).filter(school__in=self.group.schools.all())
        inside = self.rows(GroupMember).not_ended().filter(group=self.group, person__isnull=False)
        rows = rows.filter(pk__in=working.values("person"), masked_at=None)
        return rows.exclude(pk__in=inside.values("person"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def get_initial(self):
        return {"since": timezone.localdate(), "part": Part.MEMBER}

    def save(self, form):
        return groups.add(form.instance)

    def get_success_url(self):
        return reverse("meetings:members", args=[self.group.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)


class MemberUpdate(ScopedUpdateView):
    model = GroupMember
    form_class = MembershipForm
    template_name = "meetings/member_form.html"

    def narrow(self, rows):
        return rows.select_related("group", "person")

    def save(self, form):
        return groups.alter(form.instance)

    def saved(self):
        """Also when the writer has just ended the own part in it."""
        return self.rows(GroupMember)

    def get_success_url(self):
        return reverse("meetings:members", args=[self.object.group_id])

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.object.group, **kwargs)


class MembersAddAll(ScopedActView):
    """Everyone who works at the school, for the meeting of the whole school."""

    model = Group
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("home")

    def asks(self, row):
        waiting = groups.not_yet_in(row)
        return {
            "question": _("Add everyone who works at %(school)s?") % {"school": row.home},
            "text": _("They are members from today on. A membership can be ended one by one."),
            "details": [person.full_name for person in waiting[:60]],
            "verb": _("Add everyone"),
            "no": _("Not yet"),
            "hindrance": "" if waiting else _("Everyone who works there is in the group already."),
        }

    def act(self, row):
        made = groups.add_everyone(row)
        self.said = _("Members added: %(n)d.") % {"n": len(made)}

    def get_success_url(self):
        return reverse("meetings:members", args=[self.object.pk])


class GroupJoin(ScopedActView):
    """Come in by oneself, where a school of one's own belongs to the group."""

    model = Group
    action = KNOW

    @cached_property
    def own(self):
        return self.rows(Person, KNOW).filter(user=self.request.user).first()

    def narrow(self, rows):
        working = self.rows(Placement, KNOW).current().filter(person__user=self.request.user)
        here = rows.in_use().filter(schools__in=working.values("school")).values("pk")
        return rows.filter(pk__in=here)

    def asks(self, row):
        hindrance = ""
        if self.rows(Group).of(self.request.user).filter(pk=row.pk).exists():
            hindrance = _("You are in this group already.")
        elif not row.is_open:
            hindrance = _("This group takes in members through its chair. Ask there.")
        return {
            "question": _("Join %(group)s?") % {"group": row},
            "text": _(
                "You see its meetings and minutes, and its members see your name and school. "
                "You can leave at any time."
            ),
            "verb": _("Join"),
            "no": _("Not yet"),
            "no_url": reverse("meetings:groups"),
            "hindrance": hindrance,
        }

    def act(self, row):
        groups.join(row, self.own)


class GroupLeave(ScopedActView):
    model = Group
    action = FILL

    def member(self, row):
        mine = self.rows(GroupMember).current().filter(group=row)
        return mine.filter(person__user=self.request.user).first()

    def asks(self, row):
        return {
            "question": _("Leave %(group)s?") % {"group": row},
            "text": _("Today is your last day in it. What you did together stays as it is."),
            "verb": pgettext("group", "Leave"),
            "no": _("Stay in the group"),
            "hindrance": groups.why_not_leave(self.member(row)),
        }

    def act(self, row):
        groups.leave(self.member(row))

    def get_success_url(self):
        return reverse("meetings:groups")
