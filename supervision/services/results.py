"""What a visit comes to: reckoned while it is open, written down once when it becomes final."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..calculations.cycles import is_met
from ..calculations.results import NOT_APPLICABLE, outcome, stored
from ..kinds import State, Voice
from ..models import Result
from ..rubrics.bands import read_bands
from .visits import locked

LONG_ENOUGH = timedelta(days=7)


def outcome_of(visit):
    """The last word on a visit: the frozen result, or what its sheet comes to so far."""
    if result := visit.result:
        return outcome_of_result(result)
    sheet = seen_sheet(visit)
    return outcome_of_sheet(sheet, visit.band_set) if sheet and sheet.version else None


def seen_sheet(visit):
    return visit.sheets.filter(voice=Voice.OBSERVER).select_related("version").first()


def outcome_of_result(result):
    if result.version is None:
        return None
    return outcome(result.version.rubric, result.scores, read_bands(result.bands))


def outcome_of_sheet(sheet, band_set=None):
    return outcome(sheet.version.rubric, sheet.scores, band_set.bands if band_set else ())


def criterion_met(visit, found):
    """By figure where a figure was agreed; else as the observer judged it."""
    percent = found.percent if found else None
    by_figure = is_met(percent, visit.at_least)
    return visit.is_met if by_figure is None else by_figure


def why_not_final(visit):
    if visit.state == State.READ:
        return ""
    if visit.state != State.SHARED:
        return _("Share the feedback first.")
    if timezone.now() - visit.shared_at < LONG_ENOUGH:
        return _(
            "It has not been marked as read yet. After seven days it can be made final anyway."
        )
    return ""


@transaction.atomic
def finalise(visit, *, by, at=None):
    """Freeze the result with everything it rests on, as it is today."""
    visit = locked(visit)
    if hindrance := why_not_final(visit):
        raise ValidationError(hindrance)
    at = at or timezone.now()
    found, sheet = outcome_of(visit), seen_sheet(visit)
    Result.objects.create(
        visit=visit,
        version=sheet.version if sheet else visit.version,
        bands=visit.band_set.content["bands"] if visit.band_set and visit.is_scored else [],
        is_met=criterion_met(visit, found),
        found_by=by,
        found_at=at,
        **work_as_it_was(visit),
        **figures(found),
    )
    visit.state, visit.final_at = State.FINAL, at
    visit.save()
    return visit


def figures(found):
    if found is None:
        return {}
    total = found.total
    return {
        "scores": found.scores,
        "earned": total.earned if found.percent is not None else None,
        "maximum": total.maximum if found.percent is not None else None,
        "percent": stored(found.percent) if found.percent is not None else None,
        "scored": total.scored,
        "not_applicable": total.not_applicable,
        "parts": {
            name: {code: sums(part) for code, part in getattr(found, name).items()}
            for name in ("aspects", "stages", "services")
        },
    }


def sums(part):
    return {"earned": part.earned, "maximum": part.maximum, "n": part.scored}


def work_as_it_was(visit):
    placement = visit.person and (
        visit.person.placements.filter(school=visit.school).on(visit.date).first()
    )
    return {
        "role": placement.kind if placement else "",
        "class_name": visit.class_group.name if visit.class_group else "",
        "subject_name": visit.subject.name if visit.subject else "",
    }


@transaction.atomic
def correct(visit, *, scores, reason, by, at=None):
    """A result is never changed: a correction is one more, with its reason, beside the old one."""
    visit = locked(visit)
    before = visit.result
    if visit.state != State.FINAL or before is None:
        raise ValidationError(_("Only a final result is corrected. Before that, change the sheet."))
    if not reason.strip():
        raise ValidationError(_("Say why it is corrected; the old result stays in view."))
    rubric = before.version.rubric
    for code, value in scores.items():
        allowed = value is None or (value == NOT_APPLICABLE and rubric.item(code).allow_na)
        if not allowed and not rubric.scale.accepts(value):
            raise ValidationError(_("“%(key)s” does not fit on this sheet.") % {"key": code})
    new = {code: value for code, value in (before.scores | scores).items() if value is not None}
    if new == before.scores:
        raise ValidationError(_("Nothing would change. Choose the item that is to be corrected."))
    found = outcome(rubric, new, read_bands(before.bands))
    return Result.objects.create(
        visit=visit,
        number=before.number + 1,
        replaces=before,
        version=before.version,
        bands=before.bands,
        is_met=criterion_met(visit, found),
        role=before.role,
        class_name=before.class_name,
        subject_name=before.subject_name,
        reason=reason,
        found_by=by,
        found_at=at or timezone.now(),
        **figures(found),
    )
