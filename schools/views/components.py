"""The page that shows each component in each state, for developers and for the tests.

Names, item texts and figures are samples from the fictional demo; they are data and stay
Indonesian. What the components themselves say goes through gettext.
"""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

LONGEST_NAME = "Dian Puspita Maharani Kusumaningtyas, S.Pd."
LEVELS = [
    (1, "Hampir semua pertanyaan cukup dijawab satu kata."),
    (2, "Sebagian pertanyaan meminta alasan; jawaban belum digali."),
    (3, "Sebagian besar meminta alasan, dan jawaban digali."),
    (4, "Murid saling menanggapi alasan tanpa disuruh."),
]
ITEM = "Pertanyaan guru membuat murid menjelaskan"


class SampleForm(forms.Form):
    """One field of each kind, half of them as they come back when something does not fit."""

    focus = forms.CharField(
        label=_("Focus"),
        help_text=_("Agree on this together before the visit. It cannot be changed afterwards."),
    )
    seen = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_(
            "Write what happened, not a judgement. "
            "Example: “Three groups explained their answers to the class.”"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.ChoiceField(
        label=_("Owner"),
        help_text=_("One person, so that everyone knows whom to ask."),
        choices=[("", "–"), ("ratna", "Ratna Pakpahan"), ("dian", LONGEST_NAME)],
    )
    due = forms.DateField(
        label=_("Due date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    note = forms.CharField(label=_("Note on this task"), required=False)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    photo = forms.FileField(label=_("Evidence"), required=False)
    outcome = forms.ChoiceField(
        label=_("What becomes of it?"),
        widget=forms.RadioSelect,
        choices=[
            ("keep", pgettext_lazy("outcome", "Keep")),
            ("change", pgettext_lazy("outcome", "Change")),
            ("drop", pgettext_lazy("outcome", "Drop")),
        ],
    )
    shared = forms.BooleanField(
        label=_("This phone or laptop is shared"),
        help_text=_("You are signed out by yourself after 10 quiet minutes."),
        required=False,
    )


SCORES = [
    {
        "id": "s14",
        "title": _("Scale 1–4, not scored"),
        "number": 7,
        "text": ITEM,
        "levels": LEVELS,
        "na": True,
    },
    {
        "id": "s14b",
        "title": _("Scale 1–4, scored, with note and evidence"),
        "number": 7,
        "text": ITEM,
        "levels": LEVELS,
        "na": True,
        "chosen": "2",
        "evidence": 1,
        "note": "08.24. Dari 9 pertanyaan, 3 dimulai dengan “mengapa” atau “bagaimana”.",
        "open": True,
    },
    {
        "id": "s02",
        "title": _("Scale 0–2"),
        "number": 3,
        "text": "Alat peraga tersedia",
        "levels": [(0, "Belum ada."), (1, "Sebagian terpenuhi."), (2, "Lengkap dan dipakai.")],
        "columns": "c3",
        "na": True,
        "chosen": "1",
    },
    {
        "id": "s15",
        "title": _("Scale 1–5, the narrowest tiles"),
        "number": 11,
        "text": "Media dan alat dipakai sesuai tujuan",
        "levels": [
            (1, "Belum terlihat."),
            (2, "Sekali terlihat."),
            (3, "Kadang terlihat."),
            (4, "Sering terlihat."),
            (5, "Selalu terlihat."),
        ],
        "columns": "c5",
        "na": True,
        "chosen": "4",
        "evidence_missing": True,
    },
    {
        "id": "syn",
        "title": _("There or not"),
        "number": 2,
        "text": "Modul ajar",
        "levels": [(1, "Mutunya dinilai pada butir berikut."), (0, "Belum ada.")],
        "labels": {1: "Ada", 0: "Tidak"},
        "columns": "c2",
        "na": True,
        "chosen": "1",
    },
    {
        "id": "sna",
        "title": _("Not applicable"),
        "number": 12,
        "text": "Pemakaian perangkat digital",
        "levels": LEVELS,
        "na": True,
        "chosen": "na",
    },
    {
        "id": "sverb",
        "title": _("Three levels, words without a figure"),
        "number": 5,
        "text": "Jurnal kegiatan diisi",
        "levels": [(1, ""), (2, ""), (3, "")],
        "labels": {1: "Belum dilakukan", 2: "Dilakukan, belum efektif", 3: "Dilakukan dan efektif"},
        "columns": "verbal",
        "chosen": "2",
    },
]
BANDS = [(1, "Sangat Kurang"), (2, "Kurang"), (3, "Cukup"), (4, "Baik"), (5, "Sangat Baik")]
KNOTS = [
    ("done", pgettext_lazy("knot", "Done")),
    ("now", pgettext_lazy("knot", "Running")),
    ("ahead", pgettext_lazy("knot", "Ahead")),
    ("trying", pgettext_lazy("knot", "Being tried")),
    ("used", pgettext_lazy("knot", "Still used")),
    ("seen", pgettext_lazy("knot", "Seen in class")),
    ("stopped", pgettext_lazy("knot", "Stopped")),
]
STAGES = [
    {"label": _("Planning"), "note": "13 Juli", "state": "done"},
    {"label": pgettext_lazy("stage", "Action"), "note": "3 Agustus", "state": "done"},
    {"label": _("Observation"), "note": pgettext_lazy("stage", "running"), "state": "now"},
    {"label": _("Reflection"), "note": "7 Desember", "state": "ahead"},
]
EVENTS = [
    {"title": "Perencanaan disepakati berdua", "note": "13 Juli 2026", "state": "done"},
    {"title": "Kunjungan Kelas 4", "note": "17 November 2026, 08.00–09.10", "state": "done"},
    {"title": "Umpan balik dibagikan", "note": "20 November 2026", "state": "now"},
]
TICKS = [
    ("n4", "Pembuka", ["on"] * 4),
    ("n11", "Inti", "on on on on on . on na on . .".split()),
    ("n5", "Suasana", ["."] * 5),
    ("n4", "Penutup", ["."] * 4),
]
RESULTS = [  # class, before, after, change, tone and word of the band
    ("Kelas 1", 35.75, 53.50, 17.75, 3, "Cukup"),
    ("Kelas 4", 42.67, 68.65, 25.98, 3, "Cukup"),
    ("Kelas 6", 52.75, 77.10, 24.35, 4, "Baik"),
]
ATTENDANCE = [
    ("made", "I Made Suarjana, S.Pd.", "SDN Liwutara, Kelas 3–4", "sick"),
    ("melki", "Melki Tandilolo, S.Pd.", "SDN Liwutara, Kelas 5–6", ""),
    ("dian", LONGEST_NAME, "SDN 3 Sarumai, Bahasa Inggris", ""),
]
REASONS = [
    ("sick", pgettext_lazy("attendance", "Sick")),
    ("excused", pgettext_lazy("attendance", "Excused")),
    ("duty", pgettext_lazy("attendance", "Official duty")),
    ("none", pgettext_lazy("attendance", "No notice")),
]
BOXES = [
    ("1", "on"),
    ("2", "on"),
    ("3", "now"),
    ("4", "on"),
    ("5", "on"),
    ("6", "on"),
    ("PAI", ""),
    ("OR", "on"),
    ("Ing", ""),
]
FIRST, LAST, WIDE = 30, 90, 240  # the drawn part of the percent axis, and its width


@require_safe
def components(request):
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    bound = SampleForm({"focus": "Pertanyaan yang membuat murid menjelaskan", "due": "2026-07-27"})
    context = {
        "form": SampleForm(auto_id="plain_%s"),
        "bound": bound,
        "scores": SCORES,
        "bands": BANDS,
        "knots": KNOTS,
        "stages": STAGES,
        "events": EVENTS,
        "ticks": TICKS,
        "results": [drawn(number, row) for number, row in enumerate(RESULTS)],
        "attendance": ATTENDANCE,
        "reasons": REASONS,
        "boxes": BOXES,
        "longest_name": LONGEST_NAME,
        "steps": [
            _("From the minutes of a KKG: “to try in class” becomes a practice."),
            _("A colleague tries it and writes what was changed."),
            _("On a visit, the observer marks whether it was seen."),
        ],
        "page_obj": Paginator(range(60), 25).page(2),
        "paginator": Paginator(range(60), 25),
    }
    return render(request, "schools/components.html", context)


def drawn(number, row):
    """A row of results with its places in the figure."""
    name, before, after, change, tone, word = row
    return {
        "name": name,
        "before": before,
        "after": after,
        "change": change,
        "tone": tone,
        "word": word,
        "y": 24 + number * 32,
        "x1": place(before),
        "x2": place(after),
    }


def place(percent):
    return round(72 + (percent - FIRST) / (LAST - FIRST) * WIDE, 1)
