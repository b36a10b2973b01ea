"""Sentences that somebody marked with a factor: marking one, and what is done about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import generic

from schools import audit
from schools.access import CHANGE, READ, Role, can, schools_where
from schools.models import School
from schools.scoped_views import (
    ScopedActView,
    ScopedDetailView,
    ScopedFormMixin,
    ScopedListView,
    ScopedUpdateView,
)

from ..calculations.record import TEXTS, read
from ..forms.factors import MarkForm, MentionFilter, RespondForm
from ..marking import MOST_SENTENCES, Passage, chosen, pieces
from ..models import Factor, Meeting, Mention, Minutes
from ..services import factors

ROOM = 100  # sentences of one page in a list
AT_WORK = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF, Role.OBSERVER})


class MentionList(ScopedListView):
    model = Mention
    filter_form_class = MentionFilter
    template_name = "meetings/mention_list.html"

    def narrow(self, rows):
        return rows.select_related("factor", "coded_by", "meeting")

    def cut_choices(self, form):
        form.fields["factor"].queryset = self.rows(Factor)
        return form

    def get_context_data(self, **kwargs):
        waiting = self.rows(Mention).waiting().count()
        return super().get_context_data(waiting=waiting, **kwargs)


class MentionDetail(ScopedDetailView):
    model = Mention
    template_name = "meetings/mention_detail.html"
    reading_is_recorded = True

    def narrow(self, rows):
        return rows.select_related("factor", "coded_by", "about", "meeting", "school")

    def get_context_data(self, **kwargs):
        mention, user = self.object, self.request.user
        may_change = can(user, CHANGE, mention)
        return super().get_context_data(
            opens_factor=self.rows(Factor).filter(pk=mention.factor_id).exists(),
            may_respond=may_change,
            may_withdraw=may_change and not mention.response,
            **kwargs,
        )


class MentionRespond(ScopedUpdateView):
    model = Mention
    form_class = RespondForm
    template_name = "meetings/mention_respond.html"

    def narrow(self, rows):
        return rows.select_related("factor", "about", "meeting")

    def save(self, form):
        mention = self.get_queryset().get(pk=self.object.pk)
        fields = form.cleaned_data
        return factors.respond(
            mention, response=fields["response"], status=fields.get("status", "")
        )


class MentionRemove(ScopedActView):
    """Taken away again: a slip of the thumb."""

    model = Mention
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("factor")

    def asks(self, row):
        answered = _("What is done about it stands there already, so it stays.")
        return {
            "question": _("Take this mark away?"),
            "text": _("The text itself stays as it is; only the factor is taken off the sentence."),
            "verb": _("Take the mark away"),
            "no": _("Keep it"),
            "details": [row.quote, str(row.factor)],
            "hindrance": answered if row.response else "",
        }

    def act(self, row):
        factors.withdraw(self.rows(Mention, CHANGE).get(pk=row.pk))

    def get_success_url(self):
        return self.object.path


class ShowsSentences:
    """Joined by the view of a page on which sentences can be tapped, and marks be seen."""

    def marking(self, passages, *, path, url="", school=None):
        """What includes/sentences.html and includes/mark_panel.html draw.

        Without `url` the reader sees the marks and makes none.
        """
        mentions = list(self.rows(Mention).filter(path=path).select_related("factor"))
        room = MOST_SENTENCES
        shown, named = {}, set()
        for passage in passages:
            found = pieces(passage.key, passage.text, mentions, most=room, named=named)
            room = max(0, room - len(found))
            shown[passage.key] = found
        rows = factors.offered(self.rows(Factor), school) if url else []
        return {"pieces": shown, "url": url, "factors": list(rows), "number": len(mentions)}


class MarksSentences(ScopedFormMixin, generic.DetailView):
    """Marks a sentence of one page: with a tap on it and one on a factor, or on a page of its own.

    A subclass names the `model` whose page it is, who may mark (`action`), and says in `passages`
    which texts stand there, in `school` for which school, and in `facts` what is kept besides.
    """

    form_class = MarkForm
    template_name = "meetings/mark.html"

    def passages(self):
        raise NotImplementedError

    def school(self):
        raise NotImplementedError

    def facts(self):
        """Keywords for the service: source, path, said_on, perhaps meeting."""
        raise NotImplementedError

    @cached_property
    def offered(self):
        return list(factors.offered(self.rows(Factor), self.school()))

    def get_form(self, form_class=None):
        return MarkForm(self.request.POST or None)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.get_form())
        mentions = self.rows(Mention).filter(path=self.facts()["path"]).select_related("factor")
        mentions = list(mentions)
        texts = [pieces(one.key, one.text, mentions, most=None) for one in self.passages()]
        paginator = Paginator([piece for text in texts for piece in text if piece.value], ROOM)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            sentences=page.object_list,
            page_obj=page,
            paginator=paginator,
            factors=self.offered,
            back_url=self.facts()["path"],
            picked=self.request.POST.get("sentence", ""),
            **kwargs,
        )

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            mention = self.mark(**form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(request, _("Marked: %(factor)s.") % {"factor": mention.factor})
        return redirect(f"{mention.path}#kalimat-{mention.pk}")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def mark(self, sentence, factor):
        pk, direction = factor
        found = chosen(sentence, self.passages())
        if found is None:
            raise ValidationError(
                _("This sentence does not stand there any more. Look at the text and choose again.")
            )
        passage, quote = found
        picked = next((one for one in self.offered if one.pk == pk), None)
        if picked is None:
            raise ValidationError(_("Choose a factor."))
        facts = {"said_on": passage.said_on, "about": passage.about} | self.facts()
        with transaction.atomic():
            mention = factors.mark(
                quote,
                picked,
                text=passage.text,
                school=self.school(),
                direction=direction,
                by=self.request.user,
                **facts,
            )
            audit.record(self.request, audit.Action.CREATED, mention, fields=["quote", "factor"])
        return mention


class MeetingMark(MarksSentences):
    """A sentence of the minutes, by anybody who reads them."""

    model = Meeting
    action = READ

    def narrow(self, rows):
        return rows.held().select_related("group__home")

    def passages(self):
        minutes = self.rows(Minutes).filter(meeting=self.object).first()
        return passages_of(self.object, read(minutes.cells if minutes else {}))

    def school(self):
        return school_of(self, self.object.group)

    def facts(self):
        meeting = self.object
        return {
            "source": meeting.title,
            "path": reverse("meetings:meeting", args=[meeting.pk]),
            "meeting": meeting,
        }


def passages_of(meeting, record):
    """The texts of the minutes, each by the key of its cell."""
    noted = [(f"agenda.{item['id']}.note", item.get("note")) for item in record.agenda]
    texts = [(key, record.texts.get(key)) for key in TEXTS]
    return [Passage(key, text, said_on=meeting.date) for key, text in [*noted, *texts] if text]


def school_of(view, group):
    """The school of the group at which the reader works; of several, the first."""
    mine = schools_where(view.request.user, AT_WORK)
    here = view.rows(School).filter(groups=group, pk__in=mine)
    return here.order_by("pk").first() or group.home
