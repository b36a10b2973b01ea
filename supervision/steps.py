"""What waits for whom on a visit, in a sentence and one button: the head of its page."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from schools.access import ACCEPT, CHANGE, SETTLE

from .kinds import BEFORE, NOT_SHARED, State, VisitKind
from .services.results import why_not_final
from .services.talks import TAKEN_BACK_WITHIN

UNSCORED = frozenset({VisitKind.PEER, VisitKind.WALK})


def address(name, *args):
    return reverse(f"supervision:{name}", args=args)


@dataclass(frozen=True)
class Link:
    url: str
    verb: str


@dataclass
class Step:
    """`is_mine` draws the amber stroke: it waits for the reader."""

    sentence: str
    button: Link | None = None
    is_mine: bool = False
    links: list = field(default_factory=list)


def is_own(visit, user):
    return bool(visit.person and visit.person.user_id == user.pk)


def is_observer(visit, user):
    return visit.observer_id == user.pk


def speaks_through_others(person):
    """Whether others write down what this person says."""
    return bool(person and (person.user_id is None or person.writes_through_others))


def waits_for(visit, user):
    """Whether the next step of the visit is this reader's; asked of rows of a list too."""
    own, observing = is_own(visit, user), is_observer(visit, user)
    match visit.state:
        case State.PLANNED:
            mine = own and not visit.accepted_by_person_at
            return mine or (observing and not visit.accepted_by_observer_at)
        case State.AGREED:
            return observing and visit.date <= timezone.localdate()
        case State.RUNNING | State.OBSERVED:
            return observing
        case State.SHARED:
            return own
        case State.READ:
            return observing and visit.kind not in UNSCORED
    return False


@dataclass
class Facts:
    """What the page knows about the visit and its reader beside the row itself."""

    visit: object
    user: object
    may: set  # actions open to the reader
    has_own_view: bool = False
    has_feedback: bool = False
    open_objection: object = None
    lacks_verdict: bool = False

    @property
    def own(self):
        return is_own(self.visit, self.user)

    @property
    def observing(self):
        return is_observer(self.visit, self.user)

    @property
    def words(self):
        return {
            "person": self.visit.person,
            "observer": self.visit.observer,
            "date": date_format(self.visit.date),
        }


def next_step(facts):
    step = STEPS[facts.visit.state](facts)
    step.links += always(facts)
    return step


def always(facts):
    """What can be done in this state besides the next step."""
    visit = facts.visit
    if CHANGE in facts.may and visit.state in BEFORE:
        yield Link(address("visit_update", visit.pk), _("Change the plan"))
        yield Link(address("visit_move", visit.pk), _("Move to another date"))
    if CHANGE in facts.may and visit.state in NOT_SHARED - {State.CALLED_OFF}:
        if visit.kind != VisitKind.PEER:
            yield Link(address("visit_hand", visit.pk), _("Hand to another observer"))
        yield Link(address("visit_call_off", visit.pk), _("Call off visit"))


def planned(facts):
    visit, words = facts.visit, facts.words
    accept = Link(address("visit_accept", visit.pk), _("Accept plan"))
    if facts.own and not visit.accepted_by_person_at:
        other = Link(address("remark_create", visit.pk), _("Propose another date"))
        links = [] if CHANGE in facts.may else [other]
        return Step(_("Is this plan right for you? Then accept it."), accept, True, links)
    if facts.observing and not visit.accepted_by_observer_at:
        return Step(_("Is this plan right for you? Then accept it."), accept, True)
    if visit.accepted_by_person_at or visit.person is None:
        return Step(_("Waiting for %(observer)s to accept the plan.") % words)
    if visit.person.writes_through_others and ACCEPT in facts.may:
        return Step(
            _("%(person)s writes through others. Agree on the plan together, then note it here.")
            % words,
            Link(accept.url, _("Accept on behalf")),
            True,
        )
    if visit.person.user_id is None:
        return Step(
            _("%(person)s has no account yet, so the plan waits. The operator can invite.") % words
        )
    return Step(_("Waiting for %(person)s to accept the plan.") % words)


def agreed(facts):
    visit, words = facts.visit, facts.words
    if visit.kind == VisitKind.WALK:
        open_it = Link(address("rooms", visit.pk), _("Open the classes"))
        return Step(_("The walk-through is on %(date)s.") % words, open_it, facts.observing)
    sentence = _("Both have accepted the plan. The visit is on %(date)s.") % words
    if visit.is_today:
        sentence = _("Both have accepted the plan. The visit is today.")
    if facts.observing:
        due = visit.date <= timezone.localdate()
        return Step(sentence, Link(address("sheet", visit.pk), _("Open sheet")), due)
    return Step(sentence)


def running(facts):
    visit = facts.visit
    if visit.kind == VisitKind.WALK:
        button = Link(address("rooms", visit.pk), _("Open the classes"))
    else:
        button = Link(address("sheet", visit.pk), _("Open sheet"))
    if facts.observing:
        end = Link(address("finish", visit.pk), _("End the observation"))
        return Step(_("The visit is under way."), button, True, [end])
    if facts.own:
        return Step(
            _("The visit is under way. You can fill in your own view meanwhile."),
            links=[Link(address("own_sheet", visit.pk), _("Open my own sheet"))],
        )
    return Step(_("The visit is under way."))


def observed(facts):
    visit, words = facts.visit, facts.words
    share = Link(address("visit_share", visit.pk), _("Share feedback"))
    if facts.observing and visit.kind in UNSCORED:
        if visit.kind == VisitKind.PEER:
            return Step(_("The observation is over. Share it with the host."), share, True)
        return Step(_("The walk-through is over. Share what you saw."), share, True)
    if facts.observing:
        write = Link(address("feedback_create", visit.pk), _("Write feedback"))
        if facts.has_feedback:
            return Step(_("The feedback is written. Share it when it is complete."), share, True)
        if not facts.has_own_view:
            return Step(
                _("The observation is over. %(person)s speaks first: ask how it went.") % words,
                write,
                True,
            )
        return Step(_("The observation is over. Write the feedback in four parts."), write, True)
    if facts.own and not facts.has_own_view:
        return Step(
            _("The observation is over. You speak first: how did it go?"),
            Link(address("remark_create", visit.pk), _("Write my own view")),
            True,
        )
    return Step(_("The observation is over. %(observer)s is writing the feedback.") % words)


def shared(facts):
    visit, words = facts.visit, facts.words
    if facts.own:
        return Step(
            _("%(observer)s has shared the feedback. Read it; the last word is yours.") % words,
            is_mine=True,
        )
    until = timezone.localtime(visit.shared_at + TAKEN_BACK_WITHIN)
    if facts.observing and until > timezone.localtime():
        return Step(
            _("Shared with %(audience)s. You can withdraw it until %(time)s.")
            % {"audience": visit.person or _("the school"), "time": time_format(until)},
            links=[Link(address("visit_take_back", visit.pk), _("Withdraw"))],
        )
    if visit.person is None:
        return Step(_("Shared with the school."))
    if SETTLE in facts.may and visit.kind not in UNSCORED and not why_not_final(visit):
        return settle(facts, _("It was shared seven days ago and can be made final."))
    return Step(_("Waiting for %(person)s to read the feedback.") % words)


def read(facts):
    visit, words = facts.visit, facts.words
    if visit.kind == VisitKind.PEER:
        return Step(_("The host has read it. This visit is complete."))
    if SETTLE in facts.may:
        return settle(facts, _("%(person)s has read the feedback.") % words)
    if facts.own:
        return Step(_("You have read the feedback. You can still reply."))
    return Step(_("%(person)s has read the feedback.") % words)


def settle(facts, sentence):
    """An objection is answered first; then the observer's verdict; then it becomes final."""
    visit = facts.visit
    if facts.open_objection:
        url = address("answer_objection", facts.open_objection.pk)
        return Step(
            _("An objection is waiting for an answer."), Link(url, _("Answer the objection")), True
        )
    if facts.lacks_verdict and facts.observing:
        url = address("visit_verdict", visit.pk)
        return Step(
            _("Say whether the criterion is met, before the result becomes final."),
            Link(url, _("Say whether it is met")),
            True,
            [Link(address("visit_finalise", visit.pk), _("Finalise result"))],
        )
    final = Link(address("visit_finalise", visit.pk), _("Finalise result"))
    return Step(sentence, final, facts.observing)


def final(facts):
    words = {"date": date_format(timezone.localtime(facts.visit.final_at or timezone.now()))}
    step = Step(_("The result is final since %(date)s.") % words)
    if facts.open_objection and SETTLE in facts.may:
        url = address("answer_objection", facts.open_objection.pk)
        step = Step(
            _("An objection is waiting for an answer."), Link(url, _("Answer the objection")), True
        )
    if SETTLE in facts.may:
        step.links.append(Link(address("visit_correct", facts.visit.pk), _("Correct the result")))
    return step


def called_off(facts):
    return Step(_("This visit was called off: %(reason)s") % {"reason": facts.visit.called_off})


STEPS = {
    State.PLANNED: planned,
    State.AGREED: agreed,
    State.RUNNING: running,
    State.OBSERVED: observed,
    State.SHARED: shared,
    State.READ: read,
    State.FINAL: final,
    State.CALLED_OFF: called_off,
}
