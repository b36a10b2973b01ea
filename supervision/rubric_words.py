"""How instruments are put in words: scales, stages, people. The package itself has codes only."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from staff.kinds import HEADS, STAFF, TEACHERS, Kind

from .rubrics.vocabulary import POINTS, PROSE, VERBAL, YES_NO

SCALES = {
    "levels_1_4": pgettext_lazy("scale", "Levels 1 to 4"),
    "levels_1_5": pgettext_lazy("scale", "Levels 1 to 5"),
    "levels_1_3": pgettext_lazy("scale", "Levels 1 to 3"),
    "levels_0_2": pgettext_lazy("scale", "Levels 0 to 2"),
    POINTS: pgettext_lazy("scale", "Points, up to 100"),
    YES_NO: pgettext_lazy("scale", "Yes or no"),
    VERBAL: pgettext_lazy("scale", "Levels in words, without numbers"),
    PROSE: pgettext_lazy("scale", "Questions, answered in words"),
}
RESULTS = {
    "percent": pgettext_lazy("result of an instrument", "A percent"),
    "counts": pgettext_lazy("result of an instrument", "How often each level was chosen"),
    "none": pgettext_lazy("result of an instrument", "Words only"),
}
STAGES = {
    "planning": pgettext_lazy("stage of teaching", "Planning"),
    "teaching": pgettext_lazy("stage of teaching", "Teaching"),
    "evaluation": pgettext_lazy("stage of teaching", "Assessment"),
}
SERVICES = {
    "quality": pgettext_lazy("service", "Quality of service"),
    "accuracy": pgettext_lazy("service", "Accuracy"),
    "punctuality": pgettext_lazy("service", "Punctuality"),
    "teamwork": pgettext_lazy("service", "Teamwork"),
}
SPEAKERS = {
    "teacher": pgettext_lazy("speaker", "The person visited answers"),
    "principal": pgettext_lazy("speaker", "The observer answers"),
    "both": pgettext_lazy("speaker", "Both answer"),
    "host": pgettext_lazy("speaker", "The host answers"),
    "guest": pgettext_lazy("speaker", "The guest answers"),
}
FILLERS = {
    "principal": gettext_lazy("Principal"),
    "observer": gettext_lazy("Observer"),
    "supervisor": gettext_lazy("School supervisor"),
    "peer": pgettext_lazy("who fills in", "Colleague"),
    "self": pgettext_lazy("who fills in", "The person concerned"),
    "both": pgettext_lazy("who fills in", "Both together"),
}
GROUPS = (
    (HEADS, gettext_lazy("Principals")),
    (TEACHERS, gettext_lazy("Teachers")),
    (STAFF - {Kind.OTHER_STAFF}, gettext_lazy("Education staff")),
)


def extent(rubric):
    """How much there is to fill in, and on which scale."""
    number, scale = len(rubric.items), rubric.scale
    if scale.is_prose:
        words = ngettext("%(n)d question", "%(n)d questions", number)
    elif scale.type == YES_NO:
        words = ngettext("%(n)d item, yes or no", "%(n)d items, yes or no", number)
    elif scale.type == VERBAL:
        words = ngettext(
            "%(n)d item, %(levels)d levels in words",
            "%(n)d items, %(levels)d levels in words",
            number,
        )
    else:
        words = ngettext(
            "%(n)d item, scale %(low)d–%(high)d", "%(n)d items, scale %(low)d–%(high)d", number
        )
    return words % {
        "n": number,
        "levels": len(scale.levels),
        "low": scale.low,
        "high": scale.high,
    }


def whom(kinds):
    """The people it is for; a group of which all are named goes by its own name."""
    left, words = set(kinds), []
    for group, name in GROUPS:
        if group <= left:
            words.append(str(name))
            left -= group | ({Kind.OTHER_STAFF} if group <= STAFF else set())
    words += [str(kind.label) for kind in Kind if kind in left]
    later = [word[0].lower() + word[1:] for word in words[1:]]
    return ", ".join([*words[:1], *later]) or _("Not said yet")
