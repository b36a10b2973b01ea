"""The groups of the story: who belongs to them since when, what they ask themselves in a term."""

from meetings.kinds import GroupKind, Part, Per
from meetings.models import Group, GroupMember, Series, TermQuestion
from schools.models import Holiday

from .told import clock

KINDS = {
    "kkg": GroupKind.KKG,
    "mgmp": GroupKind.MGMP,
    "kombel": GroupKind.KOMBEL,
    "school_team": GroupKind.TEAM,
    "coordination": GroupKind.SCHOOL,
}
CADENCES = {"sekali-sebulan": (1, Per.MONTH), "dua-kali-sebulan": (2, Per.MONTH)}
PARTS = {
    "chair": Part.CHAIR,
    "secretary": Part.NOTES,
    "treasurer": Part.TREASURER,
    "adviser": Part.ADVISER,
}
SATURDAY = Series.Weekday.SATURDAY


def write_holidays(told):
    Holiday.objects.bulk_create(
        Holiday(school=school, name=day["name"], first_day=day["from"], last_day=day["to"])
        for school in told.schools.values()
        for day in told.story["holidays"]
    )


def found_groups(told):
    for group in told.story["groups"]:
        found(told, group)
    told.remember_groups()
    plan_series(told)


def found(told, group):
    schools = [told.schools[name] for name in group["schools"]]
    times, per = CADENCES[group["cadence"]]
    row = Group.objects.create(
        name=group["name"],
        kind=KINDS[group["kind"]],
        home=schools[0],
        goal=group.get("goal", ""),
        usual=group["usual"],
        times=times,
        per=per,
        is_open=group["kind"] not in {"coordination", "school_team"},
    )
    row.schools.set(schools)
    parts = {group[name]: part for name, part in PARTS.items() if name in group}
    former = group.get("former_chair", {})
    if former:
        parts[former["person"]] = Part.CHAIR
    duties = {own["person"]: own["part"] for own in group.get("parts", [])}
    names = dict.fromkeys([*group["members"], *parts])
    GroupMember.objects.bulk_create(
        GroupMember(
            group=row,
            person=told.people[name],
            part=parts.get(name, Part.MEMBER),
            duty=duties.get(name, ""),
            since=member_since(told, group, name),
            until=last_day_of(told, former) if name == former.get("person") else None,
        )
        for name in names
    )


def member_since(told, group, name):
    """Since the story begins, or since the person came to one of the schools of the group."""
    (person,) = [person for person in told.story["people"] if person["id"] == name]
    came = [
        placement["from"]
        for placement in person.get("placements", [])
        if placement["school"] in group["schools"] and placement.get("from")
    ]
    return max([first_day_told(told), *came[:1]])


def first_day_told(told):
    """The first day of the first term in which anything happens."""
    first = min(session["date"] for session in told.story["sessions"])
    return max(term["start"] for term in told.story["terms"] if term["start"] <= first)


def last_day_of(told, former):
    return told.session(former["last_session"])["date"]


def ask_questions(told):
    """After the meetings, for some of which the answer was found."""
    TermQuestion.objects.bulk_create(
        TermQuestion(
            group=told.groups[group["id"]],
            term=asked["term"],
            question=asked["question"],
            answer=asked["answer"] or "",
            answered_in=told.meeting(asked["answered_in"]),
        )
        for group in told.story["groups"]
        for asked in group["term_questions"]
    )


def plan_series(told):
    """Only the KKG has a rule; what came of it in this term is told meeting by meeting."""
    (kkg,) = [group for group in told.story["groups"] if group["kind"] == "kkg"]
    (*_, this_term) = told.story["terms"]
    Series.objects.create(
        group=told.groups[kkg["id"]],
        title=f"Pertemuan {kkg['name']}",
        weekday=SATURDAY,
        weeks=[2, 4],
        start=clock("10.30"),
        end=clock("12.30"),
        place=told.schools[kkg["schools"][0]].name,
        first_day=this_term["start"],
        last_day=this_term["end"],
    )
