"""What a term came to for one person, told to that person alone. Counts, and no comparison."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.findings import Finding, door, figure, sentence

from .boxes import Box, Fact, of_all


@dataclass(frozen=True)
class OwnReading:
    """`counts` are pairs (done, all) or plain numbers; `line` is the newest line of results."""

    counts: dict
    line: dict | None
    growth: str  # the address of the person's own way

    @property
    def findings(self):
        found = [self._result(), self._tried(), self._promised()]
        return [finding for finding in found if finding] or [
            Finding(_("Nothing was measured or written down in this term yet."))
        ]

    def _result(self):
        if not self.line:
            return None
        *before, last = self.line["points"]
        value = door(figure(last.percent), self.growth)
        if not before:
            return Finding(sentence(_("Your newest result is %(value)s."), value=value))
        text = _("Your newest result is %(value)s; the one before was %(before)s.")
        return Finding(
            sentence(text, value=value, before=figure(before[-1].percent)),
            (_("One person, one instrument: a difference can also be chance."),),
        )

    def _tried(self):
        adopted, passed_on = self.counts["adopted"], self.counts["passed_on"]
        if not adopted and not passed_on:
            return None
        parts = []
        if adopted:
            parts.append(
                ngettext(
                    "You tried %(n)d practice of a colleague.",
                    "You tried %(n)d practices of colleagues.",
                    adopted,
                )
                % {"n": adopted}
            )
        if passed_on:
            parts.append(
                ngettext(
                    "Yours was tried by %(n)d colleague.",
                    "Yours were tried by %(n)d colleagues.",
                    passed_on,
                )
                % {"n": passed_on}
            )
        return Finding(" ".join(parts))

    def _promised(self):
        done = self.counts["tasks"][0] + self.counts["steps"][0]
        of = self.counts["tasks"][1] + self.counts["steps"][1]
        if not of:
            return None
        text = _("Of what you took on, %(done)d of %(all)d is done.")
        return Finding(sentence(text, done=done, all=of))

    @property
    def boxes(self):
        named = [
            (
                _("With colleagues"),
                [
                    ("attended", _("Meetings attended"), "meetings:home"),
                    ("voices", _("Decisions you spoke before"), "meetings:decisions"),
                    ("brought", _("Practices you brought"), "meetings:practices"),
                    ("adopted", _("Practices you tried"), "meetings:practices"),
                    ("passed_on", _("Colleagues who tried yours"), "meetings:practices"),
                ],
            ),
            (
                _("What was promised"),
                [
                    ("visits", _("Visits at your work"), "supervision:visits"),
                    ("steps", _("Follow-ups done"), "supervision:follow_ups"),
                    ("tasks", _("Tasks done"), "meetings:tasks"),
                ],
            ),
        ]
        return [Box(title, tuple(self._facts(facts))) for title, facts in named]

    def _facts(self, facts):
        for key, words, page in facts:
            value = self.counts[key]
            if isinstance(value, tuple):
                if not value[1]:
                    continue
                value = of_all(value)
            elif not value:
                continue
            yield Fact(words, value, reverse(page))
