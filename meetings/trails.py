"""What a page tells of practices beside their own rows: who tried them, and where they were seen.

That a practice was seen, and when, is told to all who see the practice; the way to the visit is
open only to those to whom the row of the sighting is.
"""

from collections import defaultdict
from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .calculations.trail import SEEN, STOPPED, TRYING, USED, Counts, Try, counts
from .kinds import Audience
from .models import Adoption, Sighting


def sightings(practice):
    """Of one practice: adoption (None: the author's own class) → its sightings, by date."""
    found = defaultdict(list)
    for sighting in Sighting.objects.filter(practice=practice):
        found[sighting.adoption_id].append(sighting)
    return found


def told(found, ways):
    """Sightings for a page: each day, with the way there and what was noted, where it is open."""
    return [{"date": one.date, **ways.get(one.pk, {})} for one in found]


class Row:
    """One knot of a trail, for a page."""

    depth = 0

    def __init__(self, adoption, seen, ways, changeable):
        self.adoption = adoption
        self.as_try = as_try(adoption, bool(seen))
        self.state, self.knot = self.as_try.state, self.as_try.knot
        self.is_running = not adoption.verdict
        self.sightings = told(seen, ways)
        self.may_change = adoption.pk in changeable
        self.earlier = [said_before(one) for one in adoption.earlier]

    @property
    def written_by(self):
        """Who wrote it down, where that was somebody else."""
        adoption = self.adoption
        for_another = adoption.entered_by_id not in {None, adoption.person.user_id}
        return adoption.entered_by if for_another else None


def said_before(told):
    """An earlier verdict: when it was given, in words, and what was said with it."""
    return {
        "on": date.fromisoformat(told["on"]) if told.get("on") else None,
        "verdict": told["verdict"],
        "happened": told["happened"],
    }


def as_try(adoption, is_seen):
    return Try(
        key=adoption.pk,
        person=adoption.person_id,
        school=adoption.school_id,
        since=adoption.since,
        verdict=adoption.verdict,
        parent=adoption.parent_id,
        is_seen=is_seen,
    )


def counted(practices):
    """How many tried, keep and were seen, of each of several practices."""
    tries, keys = defaultdict(list), [practice.pk for practice in practices]
    seen = set(
        Sighting.objects.filter(practice__in=keys, adoption__isnull=False).values_list(
            "adoption", flat=True
        )
    )
    rows = Adoption.objects.filter(practice__in=keys).only(
        "practice", "person", "school", "since", "verdict", "parent"
    )
    for adoption in rows:
        tries[adoption.practice_id].append(as_try(adoption, adoption.pk in seen))
    return {key: counts(tries[key]) if key in tries else Counts() for key in keys}


# Words


def audience_in_words(audience, *, group, school):
    if audience == Audience.GROUP:
        return _("Members of %(group)s") % {"group": group}
    if audience == Audience.SCHOOL:
        return _("Everyone at %(school)s, and the school supervisor") % {"school": school}
    return _("All schools of %(cluster)s") % {"cluster": school.cluster}


def audiences(*, group, school):
    """Whom a practice can be opened to, each in words."""
    offered = [Audience.GROUP] if group else []
    offered += [Audience.SCHOOL] + ([Audience.CLUSTER] if school.cluster_id else [])
    return [(one.value, audience_in_words(one, group=group, school=school)) for one in offered]


def grades_in_words(grades):
    """Grades as a teacher would say them: “4–6”, or “1, 3, 4”."""
    grades = sorted(grades)
    if len(grades) > 1 and grades == list(range(grades[0], grades[-1] + 1)):
        return f"{grades[0]}–{grades[-1]}"
    return ", ".join(str(grade) for grade in grades)


def number(n, query):
    """A figure that opens the rows it was counted from."""
    return format_html('<a class="sj-num" href="?{}#jejak">{}</a>', query, n)


def figures(found):
    """The counts of a trail, each as a link to its rows; what is nought is left out."""
    people = ngettext("%(n)d colleague", "%(n)d colleagues", found.tried) % {"n": found.tried}
    schools = ngettext("%(n)d school", "%(n)d schools", found.schools) % {"n": found.schools}
    told = {"people": number(people, ""), "schools": number(schools, "show=school")}
    for state in (USED, TRYING, STOPPED, SEEN):
        n = getattr(found, state)
        told[state] = number(n, f"show={state}") if n else ""
    return told
