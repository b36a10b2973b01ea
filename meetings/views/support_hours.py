"""The hours of the week in which pupils are helped."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property

from schools.scoped_views import ScopedUpdateView

from ..forms.support import SlotsForm
from ..kinds import Moment
from ..models import Measure, Support
from ..services import support as steps
from .support import PLACES


class SlotsUpdate(ScopedUpdateView):
    """The hours of the week. What clashes is named beside the hour."""

    model = Support
    form_class = SlotsForm
    template_name = "meetings/support_hours.html"

    def narrow(self, rows):
        return rows.select_related("class_group", "lead", "school").prefetch_related("team")

    @cached_property
    def is_counted(self):
        return self.rows(Measure).filter(support=self.object).exists()

    def get_context_data(self, **kwargs):
        return super().get_context_data(goes_on=not self.is_counted, **kwargs)

    def get_success_url(self):
        """A new one goes on to its first count, which is worth little once it has begun."""
        if self.is_counted:
            return super().get_success_url()
        return reverse("meetings:measure", args=[self.object.pk, PLACES[Moment.START]])

    def save(self, form):
        rows = list(form.hours)
        try:
            steps.set_hours(self.object, list(form.hours.values()))
        except steps.HoursClash as clash:
            raise ValidationError(
                {f"day_{rows[place]}": said for place, said in clash.by_place.items()}
            ) from None
        return self.object
