"""How complete the data of a school are, for those who keep them."""

from django.utils import timezone

from schools.access import CHANGE, VIEW
from schools.models import ClassGroup, School, Term
from schools.models.places import school_year_on
from schools.scoped_views import ScopedDetailView
from staff.models import Person, Placement

from ..readings import completeness


class Completeness(ScopedDetailView):
    model = School
    action = CHANGE
    template_name = "reports/completeness.html"

    def get_context_data(self, **kwargs):
        school, today = self.object, timezone.localdate()
        here = self.rows(Placement, VIEW).current().filter(school=school)
        people = self.rows(Person).filter(pk__in=here.values("person"))
        classes = self.rows(ClassGroup, CHANGE).in_use().filter(year=school_year_on(today))
        terms = self.rows(Term).on(today).filter(school=school)
        parts = [
            completeness.of_people(people),
            completeness.of_classes(classes.filter(school=school).select_related("class_teacher")),
            completeness.of_school(school, list(terms)),
        ]
        measures = [measure for part in parts for measure in part]
        return super().get_context_data(
            findings=completeness.findings(measures), measures=measures, **kwargs
        )
