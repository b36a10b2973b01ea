"""What a plan starts from: who plans which visits, and what fits the work that is visited."""

from django.db.models import Q

from schools.access import Role, schools_where
from schools.models.places import school_year_on

from ..kinds import VisitKind
from ..models import InstrumentVersion
from .instruments import suggested_band_set

AT_ONES_WORK = (VisitKind.LESSON, VisitKind.PLANNING, VisitKind.ASSESSMENT, VisitKind.STAFF)
PLANNERS = {
    Role.PRINCIPAL: (*AT_ONES_WORK, VisitKind.WALK),
    Role.OBSERVER: AT_ONES_WORK,
    Role.SUPERVISOR: (VisitKind.PRINCIPAL,),
}
VISITS_OTHERS = (Role.PRINCIPAL, Role.OBSERVER)  # whom a visit at a school can be handed to
USE = {VisitKind.WALK: "walk_through", VisitKind.PEER: "peer_visit"}  # all others: scored_visit
# Of several instruments that fit, the one of this name comes first.
USUAL = {
    VisitKind.LESSON: "pelaksanaan-pembelajaran",
    VisitKind.PLANNING: "telaah-perencanaan",
    VisitKind.ASSESSMENT: "asesmen",
    VisitKind.WALK: "kunjungan-singkat",
    VisitKind.PEER: "kunjungan-sejawat",
}


def kinds_to_plan(user):
    """The kinds of visit that `user` may plan, in their order; peer visits are no plan."""
    held = {membership.role for membership in user.current_memberships}
    return [kind for kind in VisitKind if any(kind in PLANNERS.get(role, ()) for role in held)]


def schools_to_plan_at(user, kinds=None):
    """The ids of the schools in which `user` plans visits of those kinds."""
    wanted = set(VisitKind if kinds is None else kinds)
    roles = {role for role, planned in PLANNERS.items() if wanted & set(planned)}
    return schools_where(user, roles)


def plans_at(user, kind, school):
    """Whether `user` may plan a visit of that kind at that very school."""
    return school.pk in schools_to_plan_at(user, [kind])


def work_of(person, school, day):
    """The placement of `person` at `school` on that day; None if they do not work there."""
    return person.placements.filter(school=school).on(day).first()


def own_class(person, school, day):
    """The class that is the person's own in that school year; None if there is none."""
    teaches = person.placements.filter(
        school=school, classes__class_group__year=school_year_on(day)
    )
    found = teaches.values_list("classes__class_group", flat=True).first()
    return school.class_groups.filter(pk=found).first() if found else None


def use_of(kind):
    return USE.get(kind, "scored_visit")


def suggested_version(school, kind, work=""):
    """The instrument that fits the kind of visit and of work; the school's own one first."""
    there = Q(instrument__school=None) | Q(instrument__school=school)
    rows = InstrumentVersion.objects.on_offer(use_of(kind)).filter(there)
    fitting = [
        version
        for version in rows.select_related("instrument")
        if not work or work in version.rubric.kinds
    ]
    usual = USUAL.get(kind)
    if usual:
        fitting = [one for one in fitting if one.instrument.key.startswith(usual)] or fitting
    fitting.sort(key=lambda version: (version.instrument.school_id is None, version.pk))
    return fitting[0] if fitting else None


def fill_in(visit):
    """What the planner left open and what follows from the person, the kind and the cycle."""
    cycle, person = visit.cycle, visit.person
    placement = work_of(person, visit.school, visit.date) if person else None
    work = placement.kind if placement else ""
    if cycle:
        visit.focus = visit.focus or cycle.focus
        if not visit.criterion and visit.at_least is None:
            visit.criterion, visit.at_least = cycle.criterion, cycle.at_least
        fits = cycle.version and (not work or work in cycle.version.rubric.kinds)
        visit.version = visit.version or (cycle.version if fits else None)
    visit.version = visit.version or suggested_version(visit.school, visit.kind, work)
    if visit.version and visit.version.rubric.is_scored:
        given = cycle.band_set if cycle else None
        visit.band_set = visit.band_set or given or suggested_band_set(visit.version)
    else:
        visit.band_set, visit.at_least = None, None
    if person and visit.kind in {VisitKind.LESSON, VisitKind.PEER}:
        visit.class_group = visit.class_group or own_class(person, visit.school, visit.date)
    return visit
