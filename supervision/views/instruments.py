"""Instruments: found, read, copied, published, taken along as a file and brought back."""

from itertools import groupby

from django.db.models import Count, Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools import audit
from schools.access import CHANGE, can
from schools.downloads import download
from schools.scoped_views import (
    ForOwnSchool,
    OwnVersionView,
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
)
from schools.views.use import RegisterUse

from ..forms.instruments import ImportForm, InstrumentFilter, NewInstrumentForm, SchoolForm
from ..models import Instrument, InstrumentVersion, Visit
from ..rubrics import files, model
from ..rubrics.checking import problems
from ..services.instruments import add_instrument, copy_instrument, new_version, publish


class InstrumentList(ScopedListView):
    model = Instrument
    paginate_by = 50
    filter_form_class = InstrumentFilter
    template_name = "supervision/instrument_list.html"

    def narrow(self, rows):
        newest = Prefetch(
            "versions", self.rows(InstrumentVersion).newest(), to_attr="newest_versions"
        )
        return rows.select_related("school").prefetch_related(newest).own_first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(may_change=self.may(CHANGE), **kwargs)
        shown = context["object_list"]
        by_school = [
            (school, [(use, list(rows)) for use, rows in groupby(mine, Instrument.get_use_display)])
            for school, mine in groupby(shown, lambda instrument: instrument.school)
        ]
        return context | {"groups": by_school, "has_own": any(school for school, _of in by_school)}


class ReadsVersion:
    """What a page that shows a version says about it."""

    def about(self, version):
        """The version as it is read, its siblings, and what the reader may do with them."""
        instrument, user = version.instrument, self.request.user
        may_change = can(user, CHANGE, instrument)
        versions = list(self.rows(InstrumentVersion).filter(instrument=instrument))
        for sibling in versions:
            sibling.instrument = instrument
            sibling.used_by = self.visits_by_version.get(sibling.pk, 0) if may_change else None
        newest = versions[0]
        return {
            "version": version,
            "instrument": instrument,
            "rubric": version.rubric,
            "versions": versions,
            "newest": newest,
            "may_change": may_change,
            "may_copy": self.may(CHANGE, Instrument),
            "draft": newest if may_change and newest.is_draft else None,
            "mirrored": self.rows(Instrument)
            .filter(key=version.rubric.mirrors or "-", school=None)
            .first(),
        }

    @cached_property
    def visits_by_version(self):
        counted = self.rows(Visit).order_by().values("version").annotate(number=Count("pk"))
        return {row["version"]: row["number"] for row in counted}


class InstrumentDetail(ReadsVersion, ScopedDetailView):
    """The newest version in force; whoever may change it is led to a draft besides."""

    model = Instrument
    template_name = "supervision/instrument_detail.html"

    def narrow(self, rows):
        return rows.select_related("school")

    def get_context_data(self, **kwargs):
        versions = self.rows(InstrumentVersion).filter(instrument=self.object)
        version = versions.filter(is_draft=False).first() or versions.first()
        if version is None:  # all of it is still a draft of somebody else
            return super().get_context_data(**kwargs)
        version.instrument = self.object
        return super().get_context_data(**self.about(version), **kwargs)


class VersionDetail(ReadsVersion, ScopedDetailView):
    model = InstrumentVersion
    template_name = "supervision/instrument_detail.html"

    def narrow(self, rows):
        return rows.select_related("instrument__school")

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_one_version=True, **self.about(self.object), **kwargs)


class VersionFile(ScopedDetailView):
    """The version as a file: to keep, to mail, to bring into another school."""

    model = InstrumentVersion

    def narrow(self, rows):
        return rows.select_related("instrument__school")

    def get(self, request, *args, **kwargs):
        version = self.get_object()
        audit.record(request, audit.Action.EXPORTED, version)
        name = f"{version.instrument.key} versi {version.number}"
        return download(files.dump(version.content), name, "yaml")


class CopyView(OwnVersionView):
    """Copies what the reader can see into a school that they lead, and goes there."""

    form_class = SchoolForm

    def copied(self, row, school):
        raise NotImplementedError

    def act(self, row, **fields):
        self.object = self.copied(row, self.school(fields))


class InstrumentCopy(CopyView):
    model = Instrument

    def asks(self, row):
        return {
            "question": _("Copy “%(name)s” to your school?") % {"name": row},
            "text": _(
                "The copy is yours to change. It is a draft, seen by principals only, until you "
                "publish it. What it was copied from stays as it is."
            ),
            "verb": _("Make a copy"),
            "no": _("Leave it as it is"),
        }

    def copied(self, row, school):
        versions = self.rows(InstrumentVersion).filter(instrument=row)
        version = versions.filter(is_draft=False).first() or versions.first()
        if version is None:
            raise Http404
        self.version = copy_instrument(version, school, by=self.request.user)
        return self.version.instrument

    def get_success_url(self):
        return reverse("supervision:version_edit", args=[self.version.pk])


class InstrumentCreate(ForOwnSchool, ScopedCreateView):
    model = Instrument
    form_class = NewInstrumentForm
    template_name = "supervision/instrument_form.html"

    def save(self, form):
        school = self.school(form.cleaned_data)
        self.version = add_instrument(school, form.content(), by=self.request.user)
        return self.version.instrument

    def get_success_url(self):
        return reverse("supervision:version_edit", args=[self.version.pk])


class InstrumentImport(ForOwnSchool, ScopedCreateView):
    """Reads a file and shows what it holds; saves only what was shown."""

    model = Instrument
    form_class = ImportForm
    template_name = "supervision/instrument_import.html"

    def form_valid(self, form):
        if form.is_looked_over:
            return super().form_valid(form)
        source = files.dump(form.content)
        return self.render_to_response(
            self.get_context_data(form=form, rubric=model.read(form.content), source=source)
        )

    def save(self, form):
        school = self.school(form.cleaned_data)
        self.version = add_instrument(school, form.content, by=self.request.user)
        return self.version.instrument

    def get_success_url(self):
        return self.version.instrument.get_absolute_url()


class InstrumentUse(RegisterUse):
    model = Instrument


class VersionCreate(ScopedActView):
    """A draft after the version in use; one that is there already is opened."""

    model = Instrument

    def asks(self, row):
        return {
            "question": _("Make a new version of “%(name)s”?") % {"name": row},
            "text": _(
                "It begins as a copy. The version in use stays as it is and on offer until you "
                "publish the new one; visits that used it keep it."
            ),
            "verb": _("Make a new version"),
            "no": _("Not yet"),
        }

    def act(self, row):
        self.version = new_version(row, by=self.request.user)

    def get_success_url(self):
        return reverse("supervision:version_edit", args=[self.version.pk])


class VersionPublish(ScopedActView):
    model = InstrumentVersion

    def narrow(self, rows):
        return rows.select_related("instrument__school")

    def asks(self, row):
        missing = _("Something is still missing here. Complete it first.")
        return {
            "question": _("Publish “%(name)s”, version %(number)d?")
            % {"name": row.instrument, "number": row.number},
            "text": _(
                "Everyone at the school can read it and visits can use it. It can still be changed "
                "until its first use; then it stays as it is."
            ),
            "hindrance": missing if problems(row.content) else "",
            "verb": _("Publish"),
            "no": _("Not yet"),
            "no_url": reverse("supervision:version_edit", args=[row.pk]),
        }

    def act(self, row):
        publish(row)
        self.said = _("Published. It can be chosen for visits from now on.")

    def get_success_url(self):
        return self.object.instrument.get_absolute_url()
