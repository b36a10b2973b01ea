"""One's own term: what happened in it, told to oneself alone."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from meetings.kinds import Fate, Mark, MeetingState
from meetings.models import Adoption, Attendance, Decision, Practice, Task
from meetings.services.terms import half_year, in_words, span_on
from schools.access import KNOW
from schools.models import Term
from schools.scoped_views import PersonalView
from staff.models import Person
from supervision.growth import lines
from supervision.kinds import SUPERVISION
from supervision.kinds import Fate as StepFate
from supervision.models import FollowUp, Result, Visit

from ..readings.own import OwnReading


class OwnTerm(PersonalView):
    template_name = "reports/own.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        person = self.rows(Person, KNOW).filter(user=user).first()
        span = self.span()
        growth = reverse("supervision:growth", args=[person.pk]) if person else ""
        return super().get_context_data(
            span=span,
            earlier=before(span),
            person=person,
            growth=growth,
            reading=OwnReading(self.counts(span), self.newest_line(span), growth),
            **kwargs,
        )

    def span(self):
        """The term that the address names, else the running one; by the half-year if need be."""
        terms = list(self.rows(Term).order_by("-first_day"))
        code = self.request.GET.get("semester", "")
        named = [term for term in terms if term.code == code]
        return named[0] if named else span_on(timezone.localdate(), terms)

    def counts(self, span):
        user = self.request.user
        days = (span.first_day, span.last_day)
        steps = self.rows(FollowUp).filter(owner__user=user, due__range=days)
        tasks = self.rows(Task).filter(owner__person__user=user, due__range=days)
        practices = self.rows(Practice).filter(person__user=user)
        adoptions = self.rows(Adoption).filter(since__range=days)
        visits = self.rows(Visit).filter(person__user=user, kind__in=sorted(SUPERVISION))
        return {
            "attended": self.attended(days),
            "voices": self.rows(Decision)
            .filter(voices__person__user=user, meeting__date__range=days)
            .count(),
            "brought": practices.filter(born_on__range=days).count(),
            "adopted": adoptions.filter(person__user=user).count(),
            "passed_on": adoptions.filter(practice__in=practices.values("pk"))
            .exclude(person__user=user)
            .values("person")
            .distinct()
            .count(),
            "visits": visits.took_place().filter(date__range=days).count(),
            "steps": done_of_all(steps, Q(state=StepFate.SOLVED)),
            "tasks": done_of_all(tasks, Q(fate=Fate.DONE)),
        }

    def attended(self, days):
        asked = self.rows(Attendance).filter(
            member__person__user=self.request.user,
            meeting__date__range=days,
            meeting__state=MeetingState.HELD,
        )
        return done_of_all(asked, Q(mark=Mark.PRESENT))

    def newest_line(self, span):
        """The results up to the end of the term with the instrument that was used last."""
        results = (
            self.rows(Result)
            .current()
            .filter(visit__person__user=self.request.user, visit__date__lte=span.last_day)
            .exclude(version=None)
            .select_related("visit__cycle", "version__instrument")
            .order_by("visit__date", "pk")
        )
        drawn = lines(results)
        return max(drawn, key=lambda line: line["points"][-1].result.visit.date, default=None)


def done_of_all(rows, is_done):
    found = rows.aggregate(done=Count("pk", filter=is_done), all=Count("pk"))
    return found["done"], found["all"]


def before(span):
    """The code of the half-year before, and its name."""
    year, half = int(span.code[:4]), span.code[4]
    code = f"{year}1" if half == "2" else f"{year - 1}2"
    return {"code": half_year(code).code, "name": in_words(code)}
