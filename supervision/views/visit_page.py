"""The page of a visit: one dialogue in the order of time, for both sides."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.views.mentions import ShowsSentences
from schools.access import ACCEPT, ANSWER, CHANGE, KNOW, READ, SETTLE, can
from schools.scoped_views import ScopedDetailView
from staff.models import Person

from .. import readings
from ..kinds import BEFORE, NOT_SHARED, SHARED, TOOK_PLACE, State, VisitKind, Voice
from ..models import (
    Feedback,
    FollowUp,
    InstrumentVersion,
    PrivateNote,
    Remark,
    Result,
    Sheet,
    Visit,
)
from ..services.talks import promised
from ..steps import Facts, address, is_own, next_step
from . import sightings
from .growth import seen_by
from .marks import may_mark_of, passages_of_talk

GUIDES = {True: "pra-observasi", False: "pasca-observasi"}  # before the visit, and after it
Moment = Remark.Moment


class VisitPage(ShowsSentences, ScopedDetailView):
    model = Visit
    reading_is_recorded = True

    def narrow(self, rows):
        return rows.select_related(
            "person__user",
            "observer",
            "class_group",
            "subject",
            "cycle__term",
            "version__instrument",
            "band_set",
            "partner",
            "school",
        )

    def get_context_data(self, **kwargs):
        visit, user = self.object, self.request.user
        may = {act for act in (ACCEPT, ANSWER, CHANGE, READ, SETTLE) if can(user, act, visit)}
        said = self.said(visit)
        feedback = list(self.rows(Feedback).filter(visit=visit))
        results = list(
            self.rows(Result)
            .filter(visit=visit)
            .select_related("version", "found_by")
            .order_by("number")
        )
        result = readings.read_result(visit) if READ in may else None
        met = (
            readings.is_met(visit)
            if READ in may and (visit.criterion or visit.at_least is not None)
            else None
        )
        objections = answered(said)
        facts = Facts(
            visit,
            user,
            may,
            has_own_view=any(one.moment == Moment.OWN_VIEW for one in said),
            has_feedback=bool(feedback),
            open_objection=next((one for one, answer in objections if answer is None), None),
            lacks_verdict=bool(visit.criterion) and met is None and visit.at_least is None,
        )
        return super().get_context_data(
            facts=facts,
            step=next_step(facts),
            steps=way(visit),
            moves=moves(visit),
            promised=promised(visit, self.rows(FollowUp)),
            said={moment.value: [one for one in said if one.moment == moment] for moment in Moment},
            objections=objections,
            feedback=feedback,
            result=result,
            met=met,
            results=results,
            corrections=readings.corrections(results),
            follow_ups=self.rows(FollowUp).filter(visit=visit).select_related("owner__user"),
            guide=self.guide(visit),
            who_sees=who_sees(visit, user),
            notes=self.rows(PrivateNote).filter(visit=visit),
            pages=self.pages(visit, may),
            may_see_growth=seen_by(user, self.rows(Person, KNOW))
            .filter(pk=visit.person_id)
            .exists(),
            marking=self.sentences(visit, said, feedback) if READ in may else None,
            **self.turns(visit, may),
            **sightings.of_page(self, visit, may),
            **kwargs,
        )

    def sentences(self, visit, said, feedback):
        """What both have said and written, cut into sentences; marked by those who speak in it."""
        marks = may_mark_of(self.request.user, self.rows(Visit, READ)).filter(pk=visit.pk)
        marking = self.marking(
            passages_of_talk(visit, said, feedback),
            path=visit.get_absolute_url(),
            url=address("visit_mark", visit.pk) if marks.exists() else "",
            school=visit.school,
        )
        shown = marking["pieces"]
        for remark in said:
            remark.pieces = shown[f"remark-{remark.pk}"]
        for one in feedback:
            one.pieces = {part: shown[f"{part}-{one.pk}"] for part in Feedback.PARTS}
        return marking

    def said(self, visit):
        remarks = list(self.rows(Remark).filter(visit=visit).select_related("by"))
        for remark in remarks:
            remark.visit = visit  # known, so that no row asks for it again
            remark.item_text = item_in_words(visit, remark.code)
        return remarks

    def guide(self, visit):
        """Prompts for the talk that comes next; the school's own ones first."""
        speaks = is_own(visit, self.request.user) or visit.observer_id == self.request.user.pk
        if not speaks or visit.kind == VisitKind.WALK or visit.state == State.CALLED_OFF:
            return None
        key = GUIDES[visit.state in BEFORE]
        rows = self.rows(InstrumentVersion).on_offer("talk").filter(instrument__key=key)
        version = rows.order_by("-instrument__school").first()
        if version is None:
            return None
        return [
            (
                readings.told(aspect.name),
                [(item.speaker, readings.told(item.prompt)) for item in aspect.items],
            )
            for aspect in version.rubric.aspects
        ]

    def turns(self, visit, may):
        """What the reader can write on this page, and when."""
        user = self.request.user
        own, observing = is_own(visit, user), visit.observer_id == user.pk
        speaks = own or observing or (CHANGE in may or SETTLE in may)
        after = visit.state in {State.OBSERVED, State.SHARED, State.READ}
        return {
            "may_talk": visit.state in BEFORE and speaks and visit.kind != VisitKind.WALK,
            "may_tell": after and own,
            "may_write_feedback": observing
            and visit.state == State.OBSERVED
            and visit.kind != VisitKind.WALK,
            "may_answer": ANSWER in may,
            "may_mark_read": own and visit.state == State.SHARED,
            "may_agree": visit.state in TOOK_PLACE
            and visit.kind != VisitKind.WALK
            and READ in may
            and bool(may & {CHANGE, SETTLE, ANSWER}),
            "may_judge": observing and visit.state in {State.OBSERVED, State.SHARED, State.READ},
            "may_open": own and visit.kind == VisitKind.PEER and visit.state in SHARED,
            "is_shared": visit.state in SHARED,
            "is_draft": visit.state in NOT_SHARED,
            "reads": READ in may,
        }

    def pages(self, visit, may):
        """Pages of this visit that stand beside it, as far as they have something to show."""
        names = []
        legible = self.rows(Sheet).filter(visit=visit, room=None, version__isnull=False)
        voices = set(legible.values_list("voice", flat=True))
        if READ in may and visit.person and voices == set(Voice):
            names.append("side_by_side")
        took_place = visit.state in TOOK_PLACE
        if is_own(visit, self.request.user) and (took_place or visit.state == State.AGREED):
            names += ["own_sheet"] if visit.is_scored else []
        if READ in may and took_place:
            names.append("rooms" if visit.kind == VisitKind.WALK else "sheet")
        if READ in may and visit.state in SHARED and visit.person:
            names += ["record_pdf", "sheet_pdf"] if visit.version else ["record_pdf"]
        return {name: address(name, visit.pk) for name in names}


def item_in_words(visit, code):
    known = code and visit.version and code in visit.version.rubric.codes
    return readings.told(visit.version.rubric.item(code).measures) if known else code


def answered(said):
    """Each objection with its answer, or None: answers come in the order of what they answer."""
    answers = [one for one in said if one.moment == Moment.ANSWER]
    pairs = []
    for objection in (one for one in said if one.moment == Moment.OBJECTION):
        answer = next((one for one in answers if one.code == objection.code), None)
        if answer:
            answers.remove(answer)
        pairs.append((objection, answer))
    return pairs


def way(visit):
    """The knots of the thread: what is behind, where the visit stands, what lies ahead."""
    stations = [
        (pgettext("visit state", "Agreed"), agreed_at(visit)),
        (pgettext("visit state", "Observed"), visit.observed_at),
        (pgettext("visit state", "Shared"), visit.shared_at),
        (pgettext("visit state", "Read"), visit.read_at),
        (pgettext("visit state", "Final"), visit.final_at),
    ]
    if visit.kind == VisitKind.PEER:
        stations = stations[:-1]
    elif visit.kind == VisitKind.WALK:
        stations = stations[:3]
    order = [State.AGREED, State.OBSERVED, State.SHARED, State.READ, State.FINAL]
    reached = {
        State.PLANNED: 0,
        State.CALLED_OFF: 0,
        State.RUNNING: 1,
    }.get(visit.state) or (order.index(visit.state) + 1 if visit.state in order else 0)
    knots = []
    for place, (label, at) in enumerate(stations):
        state = "done" if place < reached else "now" if place == reached else "ahead"
        if visit.state == State.CALLED_OFF:
            state = "ahead"
        day = timezone.localtime(at).date() if at else None
        knots.append({"label": label, "day": day if state == "done" else None, "state": state})
    return knots


def moves(visit):
    """Each move with the day it left, as a date."""
    return [move | {"day": date.fromisoformat(move["from"])} for move in visit.moves]


def agreed_at(visit):
    moments = [visit.accepted_by_person_at, visit.accepted_by_observer_at]
    return max((at for at in moments if at), default=None)


def who_sees(visit, user):
    """Who reads this page, as the access tables have it, in a sentence."""
    if visit.kind == VisitKind.PEER:
        if visit.is_open:
            return _("Host and guest, and since the host opened it also the principal.")
        return _("Host and guest. The principal and the operator only know that it took place.")
    if visit.kind == VisitKind.WALK:
        return _("The observer and the principal; the school supervisor once it is shared.")
    own = is_own(visit, user)
    if visit.state in SHARED and own:
        return _(
            "You, the observer, the principal and your school supervisor."
            " The operator sees no scores."
        )
    if own:
        return _("The observer and the principal. You see the scores once they are shared.")
    if visit.state in SHARED:
        return _(
            "%(person)s, the observer, the principal and the school supervisor."
            " The operator sees no scores."
        ) % {"person": visit.person}
    return _("The observer and the principal. %(person)s sees the scores once they are shared.") % {
        "person": visit.person
    }
