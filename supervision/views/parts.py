"""Writing an instrument: an overview of a version, and a small form for each of its parts."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.forms import Form, RegexField
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schools.access import CHANGE, VIEW
from schools.scoped_views import ScopedActView, ScopedDetailView, ScopedUpdateView

from ..forms.items import AspectForm, ItemForm
from ..forms.parts import HeadForm, ScaleForm, SeenForm
from ..models import BandSet, Instrument, InstrumentVersion
from ..problems import sentence
from ..rubrics import editing
from ..rubrics.checking import problems
from ..rubrics.vocabulary import CODE
from ..services.instruments import Stale, digest, edit

HEAD = {"instrument", "name", "purpose", "target", "kinds", "filled_by", "duration", "notes"}
HEAD |= {"note", "whom"}
SCALE = {"scale", "labels", "label", "anchors", "anchor"}
SHOWN_AT_ONCE = 8


class OwnVersion:
    """Versions of the instruments that the reader leads: frozen ones too, which say why not."""

    model = InstrumentVersion
    action = VIEW

    def narrow(self, rows):
        mine = self.rows(Instrument, CHANGE)
        return rows.filter(instrument__in=mine).select_related("instrument__school")

    def dispatch(self, request, *args, **kwargs):
        method = request.method.lower()
        writes = method in {"get", "post", "put"} and method in self.http_method_names
        refused = self.refusal() if writes and hasattr(self, method) else None
        return refused or super().dispatch(request, *args, **kwargs)

    def refusal(self):
        version = self.get_object()
        if version.frozen_at is None:
            return None
        page = {"version": version, "newest": version.instrument.latest}
        return render(self.request, "supervision/version_frozen.html", page)

    def overview(self, code=""):
        address = reverse("supervision:version_edit", args=[self.kwargs["pk"]])
        return f"{address}#{code}" if code else address

    def at_part(self):
        return self.kwargs.get("code") or self.kwargs.get("aspect") or ""

    def get_success_url(self):
        return self.overview(self.at_part())


class VersionEdit(OwnVersion, ScopedDetailView):
    template_name = "supervision/version_edit.html"

    def get_context_data(self, **kwargs):
        version = self.object
        found = problems(version.content)
        missing = [(self.address(problem.where), sentence(problem)) for problem in found]
        return super().get_context_data(
            version=version,
            instrument=version.instrument,
            rubric=version.rubric,
            missing=missing[:SHOWN_AT_ONCE],
            more=missing[SHOWN_AT_ONCE:],
            number_missing=len(missing),
            open_parts=Counter(problem.where.code for problem in found),
            open_head=sum(problem.where.part in HEAD for problem in found),
            open_scale=sum(problem.where.part in SCALE for problem in found),
            **kwargs,
        )

    def address(self, where):
        """The form in which a problem is put right."""
        content = self.object.content
        codes = {aspect["code"] for aspect in content["aspects"]}
        args = [self.object.pk]
        if where.part in SCALE:
            return reverse("supervision:version_scale", args=args)
        if where.part == "aspects":
            return reverse("supervision:aspect_create", args=args)
        if where.part == "aspect" and where.code in codes:
            return self.address_in_aspect(args, where.code)
        if where.part == "aspect_name" and where.code in codes:
            return reverse("supervision:aspect_update", args=[*args, where.code])
        if where.code in editing.item_codes(content):
            return reverse("supervision:item_update", args=[*args, where.code])
        return reverse("supervision:version_head", args=args)

    def address_in_aspect(self, args, code):
        aspect = editing.part_of(self.object.content["aspects"], code)
        name = "aspect_update" if aspect["items"] else "item_create"
        return reverse(f"supervision:{name}", args=[*args, code])


class PartUpdate(OwnVersion, ScopedUpdateView):
    """Changes one part of a version. Whoever was slower sees what is saved now, and decides."""

    template_name = "supervision/version_part.html"

    def get_form_kwargs(self):
        codes = {name: self.kwargs.get(name) for name in ("code", "aspect")}
        return super().get_form_kwargs() | codes

    def get_form(self, form_class=None):
        try:
            return super().get_form(form_class)
        except KeyError:
            raise Http404 from None  # no such part, or not any more

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            version=self.object, back_url=self.overview(self.at_part()), **kwargs
        )

    def address(self, name, code):
        return reverse(f"supervision:{name}", args=[self.object.pk, code])

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except Http404:
            if self.was_removed():
                return self.gone()
            raise

    def was_removed(self):
        codes = {self.kwargs.get("code"), self.kwargs.get("aspect")}
        return bool(codes & set(self.get_object().content.get("retired", [])))

    def gone(self):
        """Nowhere to save it any more; what was typed is still there to be copied."""
        typed = [
            words
            for name in self.request.POST
            if name not in {"csrfmiddlewaretoken", "seen"}
            for words in self.request.POST.getlist(name)
            if " " in words.strip()
        ]
        page = {"version": self.object, "typed": typed, "back_url": self.overview()}
        return render(self.request, "supervision/version_gone.html", page)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Stale:
            return self.stale()
        except KeyError:  # removed in this very moment
            raise Http404 from None
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)

    def save(self, form):
        return edit(self.object, form.change, part=form.part, seen=form.cleaned_data["seen"])

    def stale(self):
        """The same form over what is saved now. Sent once more, it is what somebody chose."""
        self.object = self.get_object()
        form = self.get_form()
        form.is_valid()
        form.renew()
        return self.render_to_response(
            self.get_context_data(
                form=form, saved_now=form.differences(), homeless=form.homeless(), is_stale=True
            )
        )


class HeadUpdate(PartUpdate):
    form_class = HeadForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        school = self.object.instrument.school
        own_last = self.rows(BandSet).on_offer().own_first().reverse()
        form.offer(bands for bands in own_last if bands.school_id in {None, school.pk})
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": _("About the instrument")}


class ScaleUpdate(PartUpdate):
    form_class = ScaleForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"heading": _("Scale")}

    def get_success_url(self):
        """Another kind of scale first has its levels named."""
        if getattr(self, "is_other_kind", False):
            return self.request.path
        return self.overview()

    def save(self, form):
        self.is_other_kind = not form.keeps_type()
        return super().save(form)


class AspectUpdate(PartUpdate):
    form_class = AspectForm

    def get_context_data(self, **kwargs):
        code = self.kwargs.get("code")
        heading = _("Aspect %(code)s") % {"code": code} if code else _("Add aspect")
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "remove_url": code
            and reverse("supervision:aspect_remove", args=[self.object.pk, code]),
        }

    def get_success_url(self):
        if self.kwargs.get("code"):
            return super().get_success_url()
        return self.overview(self.object.content["aspects"][-1]["code"])


class ItemUpdate(PartUpdate):
    form_class = ItemForm

    def get_context_data(self, **kwargs):
        code = self.kwargs.get("code")
        heading = _("Item %(code)s") % {"code": code} if code else _("Add item")
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "adds": code is None,
            "remove_url": code and self.address("item_remove", code),
        }

    def get_success_url(self):
        if "again" in self.request.POST:
            return self.request.path
        return super().get_success_url()


class PartRemove(OwnVersion, ScopedActView):
    """Takes an aspect or item out, if it is still what was shown."""

    form_class = SeenForm

    def part(self, content):
        raise NotImplementedError

    def without(self, content):
        raise NotImplementedError

    def get_initial(self):
        return {"seen": digest(self.seen_part())}

    def seen_part(self):
        try:
            return self.part(self.object.content)
        except KeyError:
            raise Http404 from None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"no_url": self.get_success_url()}

    def act(self, row, seen):
        try:
            edit(row, self.without, part=self.part, seen=seen)
        except Stale:
            raise ValidationError(
                _("This part was changed after you opened the page. Look at it again first.")
            ) from None
        except KeyError:  # pressed twice: the wish is fulfilled already
            return

    def form_invalid(self, form):
        """Ask again, about what is there now."""
        anew = self.form_class(initial=self.get_initial())
        refused = form.non_field_errors()
        return self.render_to_response(self.get_context_data(form=anew, refused=refused))


class AspectRemove(PartRemove):
    def part(self, content):
        return editing.part_of(content["aspects"], self.kwargs["code"])

    def without(self, content):
        return editing.without_aspect(content, self.kwargs["code"])

    def asks(self, row):
        aspect = self.seen_part()
        return {
            "question": _("Remove aspect %(code)s?") % {"code": aspect["code"]},
            "text": _("Its items go with it. Their codes are not given again."),
            "details": [_in_words(item["measures"]) for item in aspect["items"]],
            "verb": _("Remove"),
            "no": _("Keep it"),
            "destroys": True,
        }


class ItemRemove(PartRemove):
    def part(self, content):
        code = self.kwargs["code"]
        return editing.part_of(editing.aspect_with(content, code)["items"], code)

    def without(self, content):
        return editing.without_item(content, self.kwargs["code"])

    def asks(self, row):
        item = self.seen_part()
        return {
            "question": _("Remove item %(code)s?") % {"code": item["code"]},
            "text": _("Its code is not given again, so that old results keep their meaning."),
            "details": [_in_words(item["measures"])],
            "verb": _("Remove"),
            "no": _("Keep it"),
            "destroys": True,
        }


class MoveForm(Form):
    """A button of the overview: the code of a part, and one place up or down."""

    move = RegexField(rf"\A{CODE}:(up|down)\Z")


class PartMove(OwnVersion, ScopedActView):
    form_class = MoveForm
    http_method_names = ["post", "options"]
    code = ""

    def asks(self, row):
        return {}

    def act(self, row, move):
        self.code, direction = move.split(":")
        by = -1 if direction == "up" else 1
        try:
            # One place up of wherever it stands by now, so there is nothing to have seen.
            edit(row, lambda content: editing.moved(content, self.code, by))
        except KeyError:
            raise ValidationError(_("That part has been removed meanwhile.")) from None

    def form_invalid(self, form):
        return redirect(self.overview())

    def get_success_url(self):
        return self.overview(self.code)


def _in_words(text):
    return text.get(get_language()[:2]) or text["id"]
