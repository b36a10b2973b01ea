"""Band sets: which word a percent is called by."""

from django.urls import reverse
from django.utils.translation import gettext as _

from schools.access import CHANGE, can
from schools.scoped_views import ScopedDetailView, ScopedListView, ScopedUpdateView
from schools.views.use import RegisterUse

from ..forms.bands import BandSetFilter, BandSetForm
from ..models import BandSet
from ..rubrics.bands import read_bands
from ..rubrics.model import read_text
from ..services.instruments import Stale, change_bands, copy_bands
from .instruments import CopyView


class BandSetList(ScopedListView):
    model = BandSet
    paginate_by = 50
    filter_form_class = BandSetFilter
    template_name = "supervision/bandset_list.html"

    def narrow(self, rows):
        return rows.select_related("school").own_first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(may_change=self.may(CHANGE), **kwargs)
        for band_set in context["object_list"]:
            band_set.used_at = read_text(band_set.content.get("used_at"))
        return context


class BandSetDetail(ScopedDetailView):
    model = BandSet
    template_name = "supervision/bandset_detail.html"

    def narrow(self, rows):
        return rows.select_related("school")

    def get_context_data(self, **kwargs):
        content = self.object.content
        return super().get_context_data(
            rows=ranges(self.object.bands),
            used_at=read_text(content.get("used_at")),
            note=read_text(content.get("note")),
            earlier=[
                edition | {"rows": ranges(read_bands(edition["bands"]))}
                for edition in reversed(self.object.earlier)
            ],
            may_change=can(self.request.user, CHANGE, self.object),
            may_copy=self.may(CHANGE),
            **kwargs,
        )


def ranges(bands):
    """Each band with where the next one begins; the last has none above it."""
    above = [*(band.start for band in bands[1:]), None]
    return list(zip(bands, above, strict=True))


class BandSetCopy(CopyView):
    model = BandSet

    def asks(self, row):
        return {
            "question": _("Copy “%(name)s” to your school?") % {"name": row},
            "text": _(
                "The copy is yours to change. Instruments that suggest these bands then suggest "
                "yours."
            ),
            "verb": _("Make a copy"),
            "no": _("Leave it as it is"),
        }

    def copied(self, row, school):
        return copy_bands(row, school)

    def get_success_url(self):
        return reverse("supervision:band_set_update", args=[self.object.pk])


class BandSetUpdate(ScopedUpdateView):
    model = BandSet
    form_class = BandSetForm
    template_name = "supervision/bandset_form.html"

    def save(self, form):
        return change_bands(
            self.object,
            form.content(),
            by=self.request.user,
            seen=form.cleaned_data["seen"],
        )

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Stale:
            self.object = self.get_object()
            form = self.get_form()
            form.is_valid()
            form.renew()
            return self.render_to_response(
                self.get_context_data(form=form, saved_now=ranges(self.object.bands))
            )


class BandSetUse(RegisterUse):
    model = BandSet
