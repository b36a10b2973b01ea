"""The codebook of a school, sentences marked with it, and what is done about what hinders."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from schools.models import User

from ..kinds import Direction, Response
from ..models import Factor, Mention
from .levels import free_code

MEANS = ("name", "definition", "points")  # what a marked sentence was marked with


# The codebook


def in_force(rows, school):
    """The factors of a school: its own, and those of the library that it has not worded anew."""
    rows = rows.filter(Q(school=None) | Q(school=school))
    own = Factor.objects.filter(school=school).values("code")
    return rows.exclude(school=None, code__in=own).in_use()


def offered(rows, school):
    """What a sentence can be marked with there, what was used most standing first."""
    used = Count("mentions", filter=Q(mentions__school=school))
    return in_force(rows, school).annotate(used=used).order_by("-used", "theme", "name", "pk")


@transaction.atomic
def add_factor(school, **words):
    taken = Factor.objects.filter(Q(school=school) | Q(school=None))
    code = free_code(set(taken.values_list("code", flat=True)), words["name"], 40)
    return Factor.objects.create(school=school, code=code, **words)


@transaction.atomic
def reword(factor, school, **words):
    """Word a factor anew and return it.

    Of the library's a row of the school's own is made. One of its own that sentences are marked
    with already keeps its words, out of use; what is meant anew is a new row.
    """
    factor = Factor.objects.select_for_update(of=("self",)).get(pk=factor.pk)
    if factor.school_id is None:
        own = Factor.objects.filter(school=school, code=factor.code).first()
        return reword(own, school, **words) if own else own_row(factor, school, **words)
    means_another = any(words[name] != getattr(factor, name) for name in MEANS)
    if means_another and factor.mentions.exists():
        Factor.objects.filter(pk=factor.pk).update(is_active=False)
        return add_factor(factor.school, **words)
    for name, value in words.items():
        setattr(factor, name, value)
    factor.is_active = True
    factor.save()
    return factor


def own_row(factor, school, **words):
    kept = {name: getattr(factor, name) for name in ("theme", *MEANS, "response")}
    return Factor.objects.create(school=school, code=factor.code, **kept | words)


@transaction.atomic
def leave_out(factor, school):
    """Take a factor of the library out of use at one school; the library stays as it is."""
    own, made = Factor.objects.get_or_create(
        school=school,
        code=factor.code,
        defaults={name: getattr(factor, name) for name in ("theme", *MEANS, "response")}
        | {"is_active": False},
    )
    if not made:
        Factor.objects.filter(pk=own.pk).update(is_active=False)
    return own


# Marking


@transaction.atomic
def mark(
    quote,
    factor,
    *,
    text,
    school,
    source,
    path,
    said_on,
    by,
    direction="",
    meeting=None,
    about=None,
):
    """Keep `quote`, a part of `text` word for word, with the factor that somebody heard in it.

    Marked twice by the same person with the same factor, it is the same row.
    """
    quote = quote.strip()
    if not quote or quote not in text:
        raise ValidationError(
            _("This sentence does not stand there any more. Look at the text and choose again.")
        )
    if len(quote) > Mention._meta.get_field("quote").max_length:
        raise ValidationError(_("Choose a shorter part: one sentence is enough."))
    direction = direction_of(factor, direction)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two taps of one person queue
    same = {"school": school, "path": path, "quote": quote, "factor": factor, "coded_by": by}
    return Mention.objects.filter(**same).first() or Mention.objects.create(
        direction=direction,
        source=source[:160],
        meeting=meeting,
        about=about,
        said_on=said_on,
        **same,
    )


def direction_of(factor, chosen):
    """A factor that works one way says so itself; of the others somebody has to."""
    if factor.points != Factor.Points.EITHER:
        return Direction(factor.points)
    if chosen not in Direction.values:
        raise ValidationError(_("Say whether it supports or hinders."))
    return Direction(chosen)


def respond(mention, *, response, status=""):
    """What is done about it, and how far that has come."""
    if mention.direction == Direction.SUPPORTS:
        status = Response.OPEN  # only a hindrance is removed
    elif status != Response.OPEN and not response:
        raise ValidationError({"response": _("Say in a sentence what is done about it.")})
    mention.response, mention.status = response, status
    mention.save(update_fields=["response", "status"])
    return mention


def withdraw(mention):
    """Take a mark away again, as long as nobody has answered it."""
    if mention.response:
        raise ValidationError(_("What is done about it stands there already, so it stays."))
    mention.delete()
