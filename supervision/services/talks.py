"""After the visit: the own view first, then feedback, reply, and what both agree on."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..kinds import SHARED, Fate, State, VisitKind, Voice
from ..models import FollowUp, InstrumentVersion, Remark
from .sheets import missing_evidence
from .visits import locked, sheet_of

TAKEN_BACK_WITHIN = timedelta(minutes=10)


def say(visit, moment, text, *, voice, by, code="", at=None):
    """Write down what one of the two said."""
    return Remark.objects.create(
        visit=visit,
        moment=moment,
        text=text,
        voice=voice,
        by=by,
        code=code,
        at=at or timezone.now(),
    )


def why_not_finish(visit):
    """What the sheet still asks for before the observation ends; empty if nothing."""
    if visit.state != State.RUNNING:
        return _("This visit is not under way.")
    sheets = list(visit.sheets.filter(voice=Voice.OBSERVER))
    if not any(sheet.cells for sheet in sheets):
        return _("Nothing stands on the sheet yet. Write down one thing you saw.")
    without = [named(sheet, code) for sheet in sheets for code in missing_evidence(sheet)]
    if without:
        return _("Evidence is still missing for: %(items)s. One line is enough.") % {
            "items": ", ".join(without)
        }
    return ""


def named(sheet, code):
    """An item as people find it on the sheet: “7. Pupils explain”."""
    rubric = sheet.version.rubric
    text = rubric.item(code).measures.in_language(get_language())
    return f"{rubric.codes.index(code) + 1}. {text}"


@transaction.atomic
def finish(visit, *, at=None):
    """The observation is over; the sheet can still be corrected until it is shared."""
    visit = locked(visit)
    if hindrance := why_not_finish(visit):
        raise ValidationError(hindrance)
    visit.state, visit.observed_at = State.OBSERVED, at or timezone.now()
    visit.save()
    return visit


def why_not_share(visit):
    if visit.state != State.OBSERVED:
        return _("End the observation first, then share.")
    if visit.kind in {VisitKind.WALK, VisitKind.PEER}:
        return ""
    if not visit.feedback.exists():
        return _("Write the feedback first: goal, what was seen, the gap and the next step.")
    return ""


@transaction.atomic
def share(visit, *, at=None):
    """From now on the person visited reads all of it."""
    visit = locked(visit)
    if hindrance := why_not_share(visit):
        raise ValidationError(hindrance)
    visit.state, visit.shared_at = State.SHARED, at or timezone.now()
    visit.save()
    return visit


@transaction.atomic
def take_back(visit):
    """Within ten minutes, and only while nobody has marked it as read."""
    visit = locked(visit)
    too_late = visit.shared_at is None or timezone.now() - visit.shared_at > TAKEN_BACK_WITHIN
    if visit.state != State.SHARED or too_late:
        raise ValidationError(_("This was shared some time ago and stays shared."))
    # Whoever may have seen the scores assesses themselves no more.
    visit.sheets.filter(voice=Voice.OWN, closed_at=None).update(closed_at=visit.shared_at)
    visit.state, visit.shared_at, visit.is_open = State.OBSERVED, None, False
    visit.save()
    return visit


@transaction.atomic
def mark_read(visit, *, at=None):
    """Read is not agreed; a reply stays possible for ever."""
    visit = locked(visit)
    if visit.state != State.SHARED:
        raise ValidationError(_("There is nothing here to mark as read."))
    visit.state, visit.read_at = State.READ, at or timezone.now()
    visit.save()
    return visit


def share_own_sheet(sheet, *, at=None):
    """A self-assessment is private until the person shares it."""
    if not sheet.cells:
        raise ValidationError(_("Nothing stands on the sheet yet."))
    if locked(sheet.visit).state == State.FINAL:
        raise ValidationError(_("The result is final, so nothing is added to it any more."))
    sheet.shared_at = sheet.shared_at or at or timezone.now()
    sheet.save(update_fields=["shared_at"])
    return sheet


def promised(visit, steps):
    """Of `steps` what the same person has to do from earlier visits, the same focus first."""
    if visit.person is None:
        return []
    earlier = (
        steps.filter(visit__person=visit.person, visit__school=visit.school)
        .exclude(visit=visit)
        .filter(visit__date__lte=visit.date, visit__state__in=sorted(SHARED))
        .select_related("visit", "owner")
    )
    focus = visit.focus.casefold()
    found = [
        step for step in earlier if step.state == Fate.OPEN or step.visit.focus.casefold() == focus
    ]
    return sorted(found, key=lambda step: (step.visit.focus.casefold() != focus, step.due))


@transaction.atomic
def close_step(step, *, state, outcome, by, at=None):
    """A step ends with a word about what came of it, once."""
    step = FollowUp.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.state != Fate.OPEN:
        raise ValidationError(_("This step is closed already."))
    step.state, step.outcome = state, outcome
    step.closed_by, step.closed_at = by, at or timezone.now()
    step.full_clean(exclude=["visit", "owner", "closed_by"])
    step.save()
    return step


def own_sheet(visit):
    """The self-assessment of the person visited: the mirror of the instrument, if there is one."""
    mirrors = (
        InstrumentVersion.objects.on_offer("self")
        .filter(Q(instrument__school=None) | Q(instrument__school=visit.school))
        .filter(content__mirrors=visit.version.instrument.key if visit.version else "")
        .order_by(F("instrument__school").desc(nulls_last=True))
    )
    return sheet_of(visit, Voice.OWN, version=mirrors.first() or visit.version)


def differences(own, seen):
    """Items on which the two sheets differ most, the widest first; both must be scored.

    A sheet may still hold scores on an instrument that was planned before; they are left out.
    """
    mine, theirs = own.scores, seen.scores
    both = [
        code
        for code in seen.version.rubric.codes
        if isinstance(mine.get(code), int)
        and isinstance(theirs.get(code), int)
        and mine[code] != theirs[code]
    ]
    return sorted(both, key=lambda code: (-abs(mine[code] - theirs[code]), code))


@transaction.atomic
def judge(visit, *, fields):
    """What both say after the talk; a result that became final meanwhile stays as it is."""
    if locked(visit).state == State.FINAL:
        raise ValidationError(_("The result is final, so nothing is added to it any more."))
    visit.save(update_fields=fields)
    return visit
