"""The codebook of what supports and what hinders, with the sentences that it was found in."""

from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext as _

from schools.access import CHANGE, VIEW, can
from schools.filters import RegisterFilter
from schools.scoped_views import (
    ForOwnSchool,
    OwnVersionView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from schools.views.use import RegisterUse

from ..forms.factors import FactorForm, SchoolForm
from ..kinds import Direction
from ..models import Factor, Mention
from ..services.factors import add_factor, leave_out, reword


class FactorList(ScopedListView):
    """By theme. Of the library only what no school of the reader has worded anew or left out."""

    model = Factor
    paginate_by = 100
    filter_form_class = RegisterFilter
    template_name = "meetings/factor_list.html"

    def narrow(self, rows):
        mentions = self.rows(Mention).order_by().values("factor")
        counted = mentions.annotate(n=Count("pk"))
        self.counts = {row["factor"]: row["n"] for row in counted}
        hinders = counted.filter(direction=Direction.HINDERS)
        self.hinders = {row["factor"]: row["n"] for row in hinders}
        own = self.rows(Factor).exclude(school=None).values("code")
        return rows.select_related("school").exclude(
            Q(school=None, code__in=own) & ~Q(pk__in=list(self.counts))
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(may_add=self.may(CHANGE), **kwargs)
        own = {factor.code for factor in context["object_list"] if factor.school_id}
        for factor in context["object_list"]:
            factor.total = self.counts.get(factor.pk, 0)
            factor.hindering = self.hinders.get(factor.pk, 0)
            factor.supporting = factor.total - factor.hindering
            factor.is_earlier = factor.school_id is None and factor.code in own
        return context | {"marked": sum(self.counts.values())}


class FactorDetail(ScopedDetailView):
    model = Factor
    template_name = "meetings/factor_detail.html"

    def narrow(self, rows):
        return rows.select_related("school")

    def get_context_data(self, **kwargs):
        factor = self.object
        mentions = self.rows(Mention).filter(factor=factor)
        hindering = mentions.filter(direction=Direction.HINDERS).count()
        total = mentions.count()
        other = self.rows(Factor).filter(code=factor.code).exclude(pk=factor.pk)
        return super().get_context_data(
            mentions=mentions.select_related("coded_by", "meeting")[:25],
            total=total,
            hindering=hindering,
            supporting=total - hindering,
            others=other.select_related("school"),
            may_change=can(self.request.user, CHANGE, factor),
            may_word=self.may(CHANGE),
            **kwargs,
        )


class FactorCreate(ForOwnSchool, ScopedCreateView):
    model = Factor
    form_class = FactorForm
    template_name = "meetings/factor_form.html"

    def save(self, form):
        return add_factor(self.school(form.cleaned_data), **form.words())


class FactorReword(ForOwnSchool, ScopedUpdateView):
    """One's own is changed; of the library's a row of one's own is made."""

    model = Factor
    action = VIEW
    form_class = FactorForm
    template_name = "meetings/factor_form.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.may(CHANGE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def narrow(self, rows):
        own = self.rows(Factor, CHANGE)
        return rows.filter(Q(school=None) | Q(pk__in=own.values("pk")))

    def get_initial(self):
        texts = ("name", "definition", "response")
        return {text: self.object.worded(text) for text in texts}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.object.school_id:
            form.fields.pop("school", None)
        return form

    def get_context_data(self, **kwargs):
        used = self.rows(Mention).filter(factor=self.object).count()
        return super().get_context_data(used=used, **kwargs)

    def save(self, form):
        school = self.object.school if self.object.school_id else None
        factor = self.get_queryset().get(pk=self.object.pk)
        return reword(factor, school or self.school(form.cleaned_data), **form.words())


class FactorUse(RegisterUse):
    """Of one's own factors."""

    model = Factor


class FactorLeaveOut(OwnVersionView):
    """Of the library's: at one's own school it is no longer offered; elsewhere it stays."""

    model = Factor
    form_class = SchoolForm

    def narrow(self, rows):
        return rows.filter(school=None)

    def asks(self, row):
        return {
            "question": _("Take %(name)s out of use?") % {"name": row},
            "text": _(
                "Your school is no longer offered it when a sentence is marked. Sentences that are"
                " marked with it stay as they are."
            ),
            "verb": _("Take out of use"),
            "no": _("Keep in use"),
        }

    def act(self, row, **fields):
        self.object = leave_out(row, self.school(fields))
