"""What does not fit in an instrument or a set of bands, in words.

Codes are what is kept; they are worded when somebody reads them, in the language of the reader.
"""

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

THE_FILE = {
    "file_too_large": _(
        "The file is %(size)s; the limit is %(limit)s. Choose the file of one instrument."
    ),
    "empty_file": _("There is nothing in this file. Export the instrument again."),
    "not_utf8": _("The letters in this file cannot be read. Save it as UTF-8, then import it."),
    "broken_yaml": _(
        "Line %(line)d cannot be read. Compare its spaces and quotation marks with the lines above."
    ),
    "several_documents": _(
        "This file holds more than one instrument. Import a file for each of them."
    ),
    "alias": _("Line %(line)d repeats another part by a sign. Write that part out in full."),
    "tag": _(
        "Line %(line)d asks for more than text and numbers."
        " Delete the word after an exclamation mark."
    ),
    "too_deep": _("Line %(line)d is indented too far. Compare it with an exported instrument."),
    "too_many_parts": _(
        "From line %(line)d on, this file holds more than an instrument can."
        " Choose a file that was exported from Sejawat."
    ),
    "key_twice": _("Line %(line)d: “%(key)s” is already there. Keep one of the two."),
    "key_not_text": _("Line %(line)d: there is no word before the colon. Write one."),
    "not_an_instrument": _(
        "This file is not an instrument. Choose a file that was exported from Sejawat."
    ),
}
A_PART = {
    "wrong_shape": _(
        "%(where)s: this part is not built as it should be. Compare it with an exported instrument."
    ),
    "unknown_key": _("%(where)s: “%(key)s” is not known here. Correct the word, or delete it."),
    "unknown_word": _(
        "%(where)s: “%(value)s” is not known here as “%(key)s”."
        " Compare it with an exported instrument."
    ),
    "unknown_schema": _(
        "%(where)s: this file was written for another version of Sejawat."
        " Write “schema: %(schema)d” if it is built like a file exported here."
    ),
    "empty": _("%(where)s: still empty. Write the text."),
    "too_long": _(
        "%(where)s: there is room for %(most)s characters; these are %(found)s. Shorten the text."
    ),
    "unshowable": _("%(where)s: some signs in this text cannot be shown. Type it again."),
    "too_many": _("%(where)s: at most %(most)s; these are %(found)s. Remove some."),
    "too_few": _("%(where)s: at least %(fewest)s. Add what is missing."),
    "not_an_id": _(
        "%(where)s: “%(value)s” does not fit as “%(key)s”."
        " Use small letters, figures and hyphens, and begin with a letter."
    ),
    "not_true_or_false": _("%(where)s: write true or false after “%(key)s”."),
    "not_a_version": _("%(where)s: the version is a whole number from 1 to %(most)s."),
    "mirror_of_no_self": _(
        "%(where)s: only a self-assessment can mirror another instrument."
        " Choose that use, or remove the link."
    ),
    "not_minutes": _("%(where)s: write whole minutes, from 1 to %(most)s."),
    "runs_backwards": _("%(where)s: the shortest time is longer than the longest. Swap the two."),
    "labels_do_not_fit": _("%(where)s: this scale has the levels %(values)s, in this order."),
    "not_a_value": _(
        "%(where)s: each level needs a short name of small letters, figures and hyphens."
    ),
    "value_twice": _("%(where)s: two levels have the same name. Give each its own."),
    "not_a_range": _(
        "%(where)s: choose points from 0 to 100, and steps that end at the highest point."
    ),
    "anchor_out_of_range": _("%(where)s: write whole points from %(low)d to %(high)d."),
    "anchors_do_not_rise": _("%(where)s: put the points in order, each of them once."),
    "percent_needs_numbers": _(
        "%(where)s: a scale without numbers gives no percent."
        " Choose a scale with numbers, or counts as the result."
    ),
    "result_does_not_fit": _(
        "%(where)s: this result does not go with the scale. Choose another result."
    ),
    "bands_without_percent": _(
        "%(where)s: bands go with a percent only. Remove the bands, or choose percent."
    ),
    "too_many_items": _(
        "%(where)s: at most %(most)s items; these are %(found)s. Split the instrument."
    ),
    "retired_codes": _(
        "%(where)s: the list of retired codes holds something else, or a code twice."
        " Keep each code once."
    ),
    "not_a_code": _(
        "%(where)s: the code has 1 to 12 capital letters, figures or hyphens, such as ABC-01."
    ),
    "code_twice": _("%(where)s: this code is already taken. Give another code."),
    "code_retired": _(
        "%(where)s: this code belonged to something that was removed. Give another code."
    ),
    "not_a_weight": _("%(where)s: the weight is a whole number from 1 to %(most)s."),
    "na_not_on_scale": _(
        "%(where)s: the scale has no “not applicable”. Allow it on the scale, or not here."
    ),
    "not_a_bound": _(
        "%(where)s: write the lower bound as a percent from 0 to 100, with at most two decimals."
    ),
    "not_a_tone": _("%(where)s: the tone is a whole number from 1 to %(most)s."),
    "first_not_zero": _("%(where)s: the first band begins at 0, so that no result is left out."),
    "bounds_do_not_rise": _("%(where)s: each band begins above the one before. Put them in order."),
    "tones_fall": _("%(where)s: a higher band has at least the tone of the one before."),
    "shape_twice": _("%(where)s: two bands have the same shape. Give each its own."),
}
SENTENCES = THE_FILE | A_PART

PLACES = {
    "instrument": _("The instrument"),
    "name": _("The name"),
    "purpose": _("The purpose"),
    "target": _("Who is visited and who fills it in"),
    "kinds": _("Who is visited"),
    "filled_by": _("Who fills it in"),
    "duration": _("The duration"),
    "notes": _("The notes on reading the sheet"),
    "note": _("Note %(value)s on reading the sheet"),
    "whom": _("Whom note %(value)s is for"),
    "scale": _("The scale"),
    "labels": _("The levels of the scale"),
    "label": _("Level %(value)s of the scale"),
    "anchors": _("The examples on the scale"),
    "anchor": _("Example %(value)s on the scale"),
    "aspects": _("The aspects"),
    "aspect": _("Aspect %(code)s"),
    "aspect_name": _("Aspect %(code)s, name"),
    "item": _("Item %(code)s"),
    "measures": _("Item %(code)s, what it measures"),
    "descriptor": _("Item %(code)s, description of level %(value)s"),
    "prompt": _("Item %(code)s, question"),
    "evidence_hint": _("Item %(code)s, hint on evidence"),
    "na_hint": _("Item %(code)s, when it does not apply"),
    "look_for": _("Item %(code)s, hint %(value)s on how to find out"),
    "bands": _("The bands"),
    "band": _("Band %(value)s"),
    "band_label": _("Band %(value)s, name"),
}
WORDED = {
    "size": filesizeformat,
    "limit": filesizeformat,
    "most": lambda number: number_format(number, force_grouping=True),
    "found": lambda number: number_format(number, force_grouping=True),
}


def sentence(problem) -> str:
    """A problem found in a document, with the place it was found in."""
    return worded(problem.code, problem.values | {"where": place(problem.where)})


def refusal(unreadable) -> str:
    """Why a file could not be read at all."""
    return worded(unreadable.code, unreadable.values)


def place(where) -> str:
    return str(PLACES[where.part]) % {"code": where.code, "value": where.value}


def worded(code, values):
    written = {name: WORDED.get(name, _same)(value) for name, value in values.items()}
    return str(SENTENCES[code]) % written


def _same(value):
    return value
