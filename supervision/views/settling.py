"""The result of a visit: made final once, afterwards only corrected."""

from django.utils.translation import gettext as _

from schools.access import SETTLE
from schools.scoped_views import ScopedActView

from .. import readings
from ..calculations.results import NOT_APPLICABLE
from ..forms.talks import CorrectForm, PointsCorrectForm
from ..kinds import SHARED, State
from ..models import Visit
from ..services import results
from ..steps import UNSCORED


class VisitFinalise(ScopedActView):
    model = Visit
    action = SETTLE

    def narrow(self, rows):
        rows = rows.filter(state__in=sorted(SHARED - {State.FINAL}))
        return rows.exclude(kind__in=sorted(UNSCORED)).select_related("person", "version")

    def asks(self, row):
        details = []
        result = readings.read_result(row)
        if result and result.percent:
            details.append(
                _("Result: %(percent)s, %(n)s") % {"percent": result.percent, "n": result.n}
            )
        if row.criterion and readings.is_met(row) is None:
            details.append(_("Nobody has said yet whether the criterion is met."))
        return {
            "question": _(
                "Finalise this result? After this it changes only by a correction with a reason."
            ),
            "text": _("Scores, bands, instrument and work are kept as they are today."),
            "verb": _("Finalise result"),
            "no": _("Not yet"),
            "details": details,
            "hindrance": results.why_not_final(row),
        }

    def act(self, row):
        results.finalise(row, by=self.request.user)


class VisitCorrect(ScopedActView):
    """One more result, with its reason, beside the old one."""

    model = Visit
    action = SETTLE

    def narrow(self, rows):
        with_scores = rows.filter(state=State.FINAL, results__version__isnull=False).distinct()
        return with_scores.select_related("person")

    @property
    def rubric(self):
        return self.object.result.version.rubric

    def get_form_class(self):
        return PointsCorrectForm if self.rubric.scale.is_points else CorrectForm

    def get_form_kwargs(self):
        rubric, scores = self.rubric, self.object.result.scores
        now = [
            (
                item.code,
                _("%(item)s (now: %(score)s)")
                % {
                    "item": readings.told(item.measures),
                    "score": readings.score_in_words(rubric, scores.get(item.code)),
                },
            )
            for item in rubric.items
        ]
        values = [*rubric.scale.values, NOT_APPLICABLE]
        return super().get_form_kwargs() | {
            "items": now,
            "scores": [(value, readings.score_in_words(rubric, value)) for value in values],
        }

    def asks(self, row):
        return {
            "question": _("Correct the result"),
            "text": _(
                "This result is final. If it must change, make a correction with a reason;"
                " the old one stays in view."
            ),
            "verb": _("Correct the result"),
            "no": _("Leave it as it is"),
        }

    def act(self, row, item, score, reason):
        results.correct(row, scores={item: score}, reason=reason, by=self.request.user)
