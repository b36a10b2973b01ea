"""Practices: the list, the trail of one, and how it is made, changed and shared."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import CreateView

from schools.access import CHANGE, FILL, KNOW, READ, VIEW, can
from schools.scoped_views import (
    ScopedActView,
    ScopedDetailView,
    ScopedFormMixin,
    ScopedListView,
    ScopedUpdateView,
)
from staff.models import Placement
from staff.services.years import GRADES

from .. import trails
from ..calculations import trail
from ..forms.practices import PracticeFilter, PracticeForm, PracticeUpdateForm
from ..kinds import Audience
from ..models import Adoption, ClassProblem, Difference, Group, Meeting, Practice, Sighting
from ..services import practices

ROWS = 40
SHOWN = {trail.USED, trail.TRYING, trail.STOPPED, trail.SEEN}
WIDTH = [Audience.GROUP, Audience.SCHOOL, Audience.CLUSTER]


def own_placement(view):
    """Where the reader works now, as a person: the home school first; None without a record."""
    rows = view.rows(Placement, KNOW).not_ended().filter(person__user=view.request.user)
    return rows.select_related("person", "school").order_by("-is_home", "pk").first()


def may_adopt(view, practice, own=None):
    """Whoever works at a school can try it, but for those whose practice it is."""
    own = own or own_placement(view)
    if own is None or own.person_id == practice.person_id:
        return False
    return not practice.with_others.filter(pk=own.person_id).exists()


def grades_at(school):
    return list(GRADES.get(school.form, range(14)))


class PracticeList(ScopedListView):
    model = Practice
    filter_form_class = PracticeFilter
    choice_actions = {"group": KNOW}

    def narrow(self, rows):
        return rows.select_related("person", "school")

    def get_filters(self):
        return super().get_filters().seen_by(self.request.user)

    def choices(self, name, rows):
        """To choose from are the groups whose practices the reader finds here."""
        rows = super().choices(name, rows)
        return rows.filter(pk__in=self.rows(Practice).values("group")) if name == "group" else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(may_pass_on=own_placement(self) is not None, **kwargs)
        shown = list(context["object_list"])
        found = trails.counted(shown)
        return context | {
            "practices": [
                {
                    "practice": row,
                    "grades": trails.grades_in_words(row.grades),
                    "counts": found[row.pk],
                }
                for row in shown
            ],
            "how_it_starts": [
                _("A colleague tells in a meeting what worked."),
                _("Press twice, and it is a practice, with the name of whoever it comes from."),
                _("Others try it, change it for their class, and say how it went."),
            ],
        }


class PracticePage(ScopedDetailView):
    """The trail: the author, whoever learnt it from whom, and what became of it in each class."""

    model = Practice

    def narrow(self, rows):
        return rows.select_related("person", "school__cluster", "group", "meeting__group")

    def get_context_data(self, **kwargs):
        practice, own = self.object, own_placement(self)
        with_others = list(practice.with_others.all())
        offered = trails.audiences(group=practice.group, school=practice.school)
        may_change = can(self.request.user, CHANGE, practice)
        return super().get_context_data(
            **self.trail(own),
            grades=trails.grades_in_words(practice.grades),
            with_others=with_others,
            **self.origin(),
            audience_sentence=_("Whom its author chose: %(audience)s.")
            % {
                "audience": trails.audience_in_words(
                    practice.audience, group=practice.group, school=practice.school
                )
            },
            may_change=may_change,
            others=[one for one in offered if may_change and one[0] != practice.audience],
            may_adopt=may_adopt(self, practice, own),
            **kwargs,
        )

    def origin(self):
        """Where it was born, as far as the reader may go there."""
        practice, user = self.object, self.request.user
        meeting = practice.meeting
        return {
            "meeting": meeting if meeting and can(user, READ, meeting) else None,
            "problems": self.rows(ClassProblem).filter(practice=practice),
            "differences": self.rows(Difference).filter(practice=practice),
        }

    def trail(self, own):
        practice = self.object
        of_this = self.rows(Adoption).filter(practice=practice)
        adoptions = list(
            of_this.select_related(
                "person", "school", "class_group", "parent__person", "entered_by"
            )
        )
        seen = trails.sightings(practice)
        ways = self.ways(practice)
        changeable = self.rows(Adoption, CHANGE).filter(practice=practice)
        may_change = set(changeable.values_list("pk", flat=True))
        rows = [trails.Row(one, seen.get(one.pk, []), ways, may_change) for one in adoptions]
        shown, found = self.shown(rows)
        page = Paginator(found, ROWS).get_page(self.request.GET.get("page"))
        counts = trail.counts([row.as_try for row in rows])
        mine = [row for row in rows if own and row.adoption.person_id == own.person_id]
        return {
            "counts": counts,
            "figures": trails.figures(counts),
            "rows": page.object_list,
            "page_obj": page,
            "paginator": page.paginator,
            "shown": shown,
            "seen_at_home": trails.told(seen.get(None, []), ways),
            "running": next((row.adoption for row in mine if row.is_running), None),
            "is_used": any(row.state == trail.USED for row in mine),
        }

    def ways(self, practice):
        """Of sightings that are open to the reader: the way to the visit, and what was noted."""
        seen = self.rows(Sighting).filter(practice=practice)
        noted = self.rows(Sighting, READ).filter(practice=practice).exclude(note="")
        notes = dict(noted.values_list("pk", "note"))
        paths = seen.values_list("pk", "path")
        return {pk: {"path": path, "note": notes.get(pk, "")} for pk, path in paths}

    def shown(self, rows):
        """What is asked for: all as a tree, those in one state, or school by school."""
        what, by_key = self.request.GET.get("show", ""), {row.adoption.pk: row for row in rows}
        tries = [row.as_try for row in rows]
        if what in SHOWN:
            return what, [by_key[one.key] for one in trail.only(tries, what)]
        if what == "school":
            found = [by_key[one.key] for one in trail.latest(tries)]
            return what, sorted(found, key=lambda row: row.adoption.school.name.casefold())
        for one, depth in (tree := trail.ordered(tries)):
            by_key[one.key].depth = depth
        return "", [by_key[one.key] for one, _depth in tree]


class WritesPractices:
    model = Practice
    template_name = "meetings/practice_form.html"
    choice_actions = {"with_others": KNOW}


class PracticeCreate(WritesPractices, ScopedFormMixin, CreateView):
    """From a meeting, a class problem or a difference of opinion, or from one's own class."""

    form_class = PracticeForm

    def dispatch(self, request, *args, **kwargs):
        if self.own is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def own(self):
        return own_placement(self)

    def asked_for(self, name, model, action):
        """The row that the address names, if it names one; 404 if it is not open."""
        given = self.request.GET.get(name)
        if not given:
            return None
        try:
            key = model._meta.pk.to_python(given)
        except ValidationError as nonsense:
            raise Http404 from nonsense
        return self.row(model, key, action)

    @cached_property
    def meeting(self):
        meeting = self.asked_for("meeting", Meeting, READ)
        return meeting or (self.problem.meeting if self.problem else None)

    @cached_property
    def problem(self):
        return self.asked_for("problem", ClassProblem, VIEW)

    @cached_property
    def difference(self):
        return self.asked_for("difference", Difference, CHANGE)

    @cached_property
    def group(self):
        """The group that it is passed on to: one in which the reader takes part."""
        origin = self.problem or self.difference or self.meeting
        if origin is None:
            return None
        return self.row(Group, origin.group_id, FILL)

    @cached_property
    def place(self):
        """The school it stands under: the one whose group it is, if the author works there."""
        places = self.rows(Placement, KNOW).not_ended().filter(person=self.own.person)
        if self.group:
            here = places.filter(school__in=self.group.schools.all())
            found = here.select_related("school__cluster").order_by("-is_home", "pk").first()
            if found:
                return found.school
        return self.own.school

    def get_initial(self):
        text, grade = self.request.GET.get("text", ""), None
        if self.problem:
            text, grade = text or self.problem.trial, self.problem.grade
        elif self.difference:
            text = text or self.difference.trial
        title, why = practices.title_from(text)
        about = self.problem.title if self.problem else ""
        if self.difference:
            about = self.difference.topic
        return {
            "title": title,
            "why": why or about,
            "grades": [grade] if grade is not None else [],
            "audience": Audience.GROUP if self.group else Audience.SCHOOL,
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "grades": grades_at(self.place),
            "audiences": trails.audiences(group=self.group, school=self.place),
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        practice = form.instance
        practice.person, practice.school = self.own.person, self.place
        practice.group, practice.meeting = self.group, self.meeting
        if self.meeting:
            practice.born_on = min(self.meeting.date, timezone.localdate())
        return form

    def get_context_data(self, **kwargs):
        origin = self.problem or self.difference or self.meeting
        return super().get_context_data(origin=origin, **kwargs)

    def save(self, form):
        return practices.create(form.instance, problem=self.problem, difference=self.difference)


class PracticeUpdate(WritesPractices, ScopedUpdateView):
    form_class = PracticeUpdateForm

    def narrow(self, rows):
        return rows.select_related("person", "school")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"grades": grades_at(self.object.school)}

    def choices(self, name, rows):
        """Co-authors are colleagues of the school; whoever stands there already stays."""
        rows = super().choices(name, rows)
        here = self.rows(Placement, KNOW).not_ended().filter(school=self.object.school_id)
        there = self.object.with_others.values("pk")
        chosen = rows.filter(pk__in=here.values("person")) | rows.filter(pk__in=there)
        return chosen.exclude(pk=self.object.person_id)


class PracticeShare(ScopedActView):
    """Who sees it from now on is said first, then asked."""

    model = Practice
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("school__cluster", "group")

    def asks(self, row):
        offered = dict(trails.audiences(group=row.group, school=row.school))
        audience = self.kwargs["audience"]
        if audience not in offered or audience == row.audience:
            raise Http404
        words = {"audience": offered[audience]}
        if WIDTH.index(audience) > WIDTH.index(row.audience):
            return {
                "question": _("Share with %(audience)s? They can read it from now on.") % words,
                "text": _(
                    "They see the practice, who tries it and how it went, and can try it too."
                ),
                "verb": pgettext("action", "Share"),
                "no": _("Not yet"),
            }
        return {
            "question": _("Show it to fewer people: %(audience)s?") % words,
            "text": _("Whoever has tried it keeps seeing it."),
            "verb": _("Show it to fewer"),
            "no": _("Leave it as it is"),
        }

    def act(self, row):
        practices.share(row, self.kwargs["audience"])
