"""What is said before and after a visit, up to the final result and its corrections."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from schools.access import CHANGE, READ, SETTLE, VIEW
from schools.scoped_views import ScopedActView, ScopedUpdateView

from .. import readings
from ..forms.talks import (
    AnswerObjectionForm,
    ObjectionForm,
    ReadForm,
    RemarkForm,
    VerdictForm,
)
from ..kinds import BEFORE, SHARED, State, VisitKind, Voice
from ..models import InstrumentVersion, Remark, Visit
from ..services import talks
from ..steps import is_observer, is_own, speaks_through_others
from .visit_page import answered

Moment = Remark.Moment
AFTER = frozenset({State.OBSERVED, State.SHARED, State.READ})
THROUGH_OTHERS = Q(person__isnull=False) & (
    Q(person__user=None) | Q(person__writes_through_others=True)
)


class Says(ScopedActView):
    """One of the two says something; for somebody without an account, another writes it down."""

    model = Visit
    template_name = "supervision/remark_form.html"
    moment: str

    def narrow(self, rows):
        return rows.exclude(kind=VisitKind.WALK).select_related(
            "person__user", "observer", "version", "school"
        )

    def written_for(self, *actions):
        """Visits of people who write through others, which the reader leads or observes."""
        led = Q(pk__in=[])
        for action in actions:
            led |= Q(pk__in=self.rows(Visit, action).values("pk"))
        return THROUGH_OTHERS & led

    def voice_of(self, fields):
        return Voice.OWN

    def on_behalf_of(self):
        """Whose words these are, if the writer is somebody else."""
        return str(self.object.person) if self.is_for_another else ""

    @property
    def is_for_another(self):
        visit, user = self.object, self.request.user
        return not is_own(visit, user) and self.spoken == Voice.OWN

    spoken = Voice.OWN

    def act(self, row, **fields):
        self.spoken = self.voice_of(fields)
        talks.say(
            row,
            self.moment,
            fields["text"],
            voice=self.spoken,
            by=self.request.user,
            code=fields.get("code", ""),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(moment=self.moment, **kwargs)


class RemarkCreate(Says):
    """A line before the visit, by either side; after it, the view of the person visited."""

    action = VIEW
    form_class = RemarkForm

    def narrow(self, rows):
        user = self.request.user
        own = Q(person__user=user) | self.written_for(CHANGE, SETTLE)
        before = Q(state__in=sorted(BEFORE)) & (own | Q(observer=user))
        return super().narrow(rows).filter(before | Q(state__in=sorted(AFTER)) & own)

    @property
    def moment(self):
        return Moment.BEFORE if self.object.state in BEFORE else Moment.OWN_VIEW

    @property
    def both(self):
        """Whether the writer may speak for either side: an observer who also writes for another."""
        visit, user = self.object, self.request.user
        through = speaks_through_others(visit.person)
        return self.moment == Moment.BEFORE and is_observer(visit, user) and through

    def get_form_kwargs(self):
        visit = self.object
        voices = [(Voice.OBSERVER, visit.observer), (Voice.OWN, visit.person)] if self.both else []
        return super().get_form_kwargs() | {"voices": voices}

    def voice_of(self, fields):
        if self.both:
            return Voice(fields["voice"])
        observing = is_observer(self.object, self.request.user)
        return Voice.OBSERVER if self.moment == Moment.BEFORE and observing else Voice.OWN

    def asks(self, row):
        words = {"person": row.person, "observer": row.observer}
        own = is_own(row, self.request.user)
        if self.moment == Moment.BEFORE:
            question = _("Pre-talk")
            text = _("Both of you read this at once. It stands; whoever thinks again adds to it.")
        elif own:
            question = _("Your own view of the visit")
            text = _("You speak first. %(observer)s reads this before writing the feedback.")
        else:
            question = _("How %(person)s sees it") % words
            text = _("In the words of %(person)s. It is noted that you wrote it down.")
        return {
            "question": question,
            "text": text % words,
            "verb": _("Save"),
            "no": _("Cancel"),
            "prompts": self.prompts(),
        }

    def prompts(self):
        key = "pra-observasi" if self.moment == Moment.BEFORE else "pasca-observasi"
        rows = self.rows(InstrumentVersion).on_offer("talk").filter(instrument__key=key)
        version = rows.order_by("-instrument__school").first()
        if version is None:
            return []
        asked = [item for item in version.rubric.items if item.speaker == "teacher"]
        return [readings.told(item.prompt) for item in asked][:6]


class Reply(Says):
    """Stands beside the score and changes nothing in it."""

    action = READ
    form_class = RemarkForm
    moment = Moment.REPLY

    def narrow(self, rows):
        own = Q(person__user=self.request.user) | self.written_for(SETTLE)
        return super().narrow(rows).filter(own, state__in=sorted(SHARED))

    def asks(self, row):
        return {
            "question": _("Reply to the feedback"),
            "text": _("It stands beside the score and changes nothing in it."),
            "verb": _("Send reply"),
            "no": _("Cancel"),
        }


class Objection(Reply):
    """Gets an answer and a date; both stay in view."""

    form_class = ObjectionForm
    moment = Moment.OBJECTION

    def narrow(self, rows):
        return super().narrow(rows).exclude(kind=VisitKind.PEER)

    def get_form_kwargs(self):
        version = self.object.version
        items = version.rubric.items if version else ()
        return super().get_form_kwargs() | {
            "items": [(item.code, readings.told(item.measures)) for item in items]
        }

    def asks(self, row):
        return {
            "question": _("Raise an objection"),
            "text": _("%(observer)s or the principal answers it. Both stay in view for good.")
            % {"observer": row.observer},
            "verb": _("Raise the objection"),
            "no": _("Cancel"),
        }


class AnswerObjection(ScopedActView):
    model = Remark
    action = VIEW
    form_class = AnswerObjectionForm

    def narrow(self, rows):
        settled = self.rows(Visit, SETTLE)
        return rows.filter(moment=Moment.OBJECTION, visit__in=settled).select_related(
            "visit__person__user", "visit__observer", "by"
        )

    def asks(self, row):
        said = list(self.rows(Remark).filter(visit=row.visit))
        done = any(answer for one, answer in answered(said) if one.pk == row.pk and answer)
        return {
            "question": _("Answer the objection of %(person)s") % {"person": row.visit.person},
            "text": row.text,
            "verb": _("Send answer"),
            "no": _("Cancel"),
            "hindrance": _("This objection has its answer.") if done else "",
        }

    def act(self, row, text):
        talks.say(
            row.visit,
            Moment.ANSWER,
            text,
            voice=Voice.OBSERVER,
            by=self.request.user,
            code=row.code,
        )


class VisitVerdict(ScopedUpdateView):
    """What both say after the talk: whether the criterion is met, and who spoke how much."""

    model = Visit
    action = READ
    form_class = VerdictForm
    template_name = "supervision/visit_verdict.html"

    def narrow(self, rows):
        return rows.filter(observer=self.request.user, state__in=sorted(AFTER)).exclude(
            kind=VisitKind.WALK
        )

    def save(self, form):
        return talks.judge(form.instance, fields=list(form.fields))


class VisitShare(ScopedActView):
    """From now on the person visited reads all of it."""

    model = Visit
    action = CHANGE
    template_name = "supervision/visit_share.html"

    def narrow(self, rows):
        return rows.filter(observer=self.request.user, state=State.OBSERVED).select_related(
            "person__user", "observer"
        )

    def audience(self, row):
        if row.kind == VisitKind.PEER:
            return str(row.person)
        if row.kind == VisitKind.WALK:
            return _("the principal and the school supervisor")
        return _("%(person)s and the school supervisor") % {"person": row.person}

    def asks(self, row):
        words = {"audience": self.audience(row)}
        return {
            "question": _("Share with %(audience)s? They can read it from now on.") % words,
            "text": _("Scores, field notes and feedback. Within ten minutes you can withdraw it."),
            "verb": _("Share feedback"),
            "no": _("Not yet"),
            "hindrance": talks.why_not_share(row),
            "lacks_own_view": row.kind != VisitKind.WALK
            and not self.rows(Remark).filter(visit=row, moment=Moment.OWN_VIEW).exists(),
            "through_others": speaks_through_others(row.person),
        }

    def act(self, row):
        talks.share(row)


class VisitTakeBack(ScopedActView):
    model = Visit
    action = SETTLE

    def narrow(self, rows):
        return rows.filter(observer=self.request.user, state=State.SHARED).select_related("person")

    def asks(self, row):
        return {
            "question": _("Withdraw what you shared?"),
            "text": _("It is a draft again. Whoever has read it already has read it."),
            "verb": _("Withdraw"),
            "no": _("Leave it shared"),
        }

    def act(self, row):
        talks.take_back(row)


class VisitRead(ScopedActView):
    """Read is not agreed. A last word can go with it."""

    model = Visit
    action = READ
    form_class = ReadForm

    def narrow(self, rows):
        return rows.filter(person__user=self.request.user, state=State.SHARED)

    @property
    def said(self):
        return _("Marked as read. This does not mean that you agree; you can still reply.")

    def asks(self, row):
        return {
            "question": _("Mark this feedback as read?"),
            "text": _("“Read” does not mean that you agree."),
            "verb": _("Mark as read"),
            "no": _("Not yet"),
        }

    def act(self, row, text):
        talks.mark_read(row)
        if text.strip():
            talks.say(row, Moment.REPLY, text, voice=Voice.OWN, by=self.request.user)


class VisitOpen(ScopedActView):
    """A peer visit is the host's: the host alone opens it to the school, and closes it again."""

    model = Visit
    action = READ

    def narrow(self, rows):
        return rows.filter(
            person__user=self.request.user, kind=VisitKind.PEER, state__in=sorted(SHARED)
        )

    def asks(self, row):
        if row.is_open:
            return {
                "question": _("Close this visit to the school again?"),
                "text": _("Then only you and your guest read it; others know that it took place."),
                "verb": _("Close it"),
                "no": _("Leave it open"),
            }
        return {
            "question": _("Open this visit to the school?"),
            "text": _("The principal and the school supervisor can then read what your guest saw."),
            "verb": _("Open it to the school"),
            "no": _("Keep it between us"),
        }

    def act(self, row):
        if row.state == State.FINAL:
            raise ValidationError(_("This visit is final and stays as it is."))
        row.is_open = not row.is_open
        row.save(update_fields=["is_open"])
