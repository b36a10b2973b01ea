"""The table of docs/security.md: who can see what, read off the access tables.

A rule, a path or a condition without words here stops it, so that the page never says more, or
less, than the tables do.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from meetings.access import Members
from schools.access import KNOW, READ, VIEW, Held, Keeper, Nearby, Own, Role, Through

from . import with_made

PAGE = "security.md"
HEADS = {
    "person": "the person concerned",
    "observer": "observer",
    "member": "group member",
    "colleague": "colleagues at the school",
    Role.PRINCIPAL: "principal",
    Role.OPERATOR: "operator",
    Role.SUPERVISOR: "pengawas",
    Role.DISTRICT: "dinas",
    "keeper": "keeper",
}
COLLEAGUES = {Role.TEACHER, Role.STAFF, Role.OBSERVER}  # at the school, without another office
SCOPES = {Role.SUPERVISOR: "their schools", Role.DISTRICT: "district"}  # else the school
LEADING = "chair and note-taker"


@dataclass(frozen=True)
class Row:
    words: str
    model: str
    action: str = VIEW
    only: str = ""  # of rules with several conditions those with this one, which is not repeated


TABLES = {
    "Supervision": [
        Row("A visit: that it is or was, day, state", "supervision.Visit", KNOW),
        Row("A visit: plan, focus, class, observer", "supervision.Visit"),
        Row("The observer's scores and notes", "supervision.Sheet", VIEW, "the observer's"),
        Row("The self-assessment", "supervision.Sheet", VIEW, "one's own"),
        Row("Photos beside the observer's scores", "supervision.Photo", VIEW, "the observer's"),
        Row("Photos beside the self-assessment", "supervision.Photo", VIEW, "one's own"),
        Row("Feedback", "supervision.Feedback"),
        Row("What both said to each other", "supervision.Remark"),
        Row("The final result and its corrections", "supervision.Result"),
        Row("Steps agreed on", "supervision.FollowUp"),
        Row("A private note", "supervision.PrivateNote"),
        Row("A cycle: goal, plan, stage", "supervision.Cycle"),
        Row("Who takes part in it, and said yes", "supervision.Participant"),
        Row("A cycle: everybody's results side by side", "supervision.Cycle", READ),
        Row("Reflections on a cycle", "supervision.Reflection"),
    ],
    "Working together": [
        Row("Who is in a group", "meetings.GroupMember"),
        Row("A meeting: title, day, who was there", "meetings.Meeting"),
        Row("Minutes, agenda, photos", "meetings.Minutes"),
        Row("Why somebody was away", "meetings.Attendance", READ),
        Row("What was decided", "meetings.Decision"),
        Row("Who spoke for it, and why", "meetings.Decision", READ),
        Row("Tasks", "meetings.Task"),
        Row("Differing opinions", "meetings.Difference"),
        Row("What each said in them", "meetings.Heard"),
        Row("Class problems", "meetings.ClassProblem"),
        Row("Ideas for them", "meetings.Idea"),
        Row("A practice", "meetings.Practice"),
        Row("Who tried it, and what came of it", "meetings.Adoption"),
        Row("In whose visit a practice was seen", "meetings.Sighting"),
        Row("What was noted on it there", "meetings.Sighting", READ),
        Row("Quick shares", "meetings.QuickShare"),
        Row("Sentences on what supports or hinders", "meetings.Mention"),
        Row("Support for pupils: the schedule", "meetings.Support", KNOW),
        Row("Support for pupils: counts and notes", "meetings.Support"),
        Row("Sessions held for it", "meetings.SupportSession"),
        Row("The address of one's own calendar", "meetings.CalendarLink"),
    ],
    "People": [
        Row("Name, work, school", "staff.Person", KNOW),
        Row("Numbers, birth date, rank, phone", "staff.Person"),
        Row("Kind of work, duties, hours, dates", "staff.Placement"),
        Row("Whose class it is", "staff.ClassTeacher"),
        Row("Role and its dates", "schools.Membership"),
        Row("Account: user name, e-mail, last sign-in", "schools.User"),
        Row("The link that opens an account", "staff.Invitation"),
        Row("Requests for correction", "staff.CorrectionRequest"),
        Row("Lists from Dapodik, until they are read in", "staff.DapodikImport"),
        Row("The trail: who looked at or changed what", "schools.AuditEntry"),
    ],
    "Figures": [
        Row("A school's term, with the rows behind it", "reports.Summary"),
        Row("A school's term, sums only", "reports.Summary", KNOW),
        Row("A report that was asked for", "reports.Report"),
    ],
}

# Whose own a row is, by the end of the path that leads to the account.
OWN = {
    "adoptions__person": ("person", "once tried"),
    "class_teacher__placement__person": ("person", "class teacher"),
    "lead": ("person", "who leads it"),
    "team": ("person", "who helps"),
    "actor": ("person", "what they did"),
    "about": ("person", "what is about them"),
    "with_others": ("person", "made together"),
    "with_people": ("person", "told"),
    "coded_by": ("person", "who coded it"),
    "author": ("person", "its author"),
    "requested_by": ("person", "who asked, while told all of it"),
    "observer": ("observer", "own visits"),
    "visits__observer": ("observer", "own visits"),
    "person": ("person", "own"),
    "owner": ("person", "own"),
    "written_by": ("person", "own"),
    "user": ("person", "own"),
    "by": ("person", "own"),
    "pk": ("person", "own"),
}
# What a rule asks of a row besides, by how it is written.
CONDITIONS = {
    "state__in final, read, shared": "once shared",
    "not (state__in agreed, called_off, observed, planned, running)": "once shared",
    "shared_at__isnull False": "once shared",
    "(not (kind peer) or is_open True)": "no peer visits*",
    "kind peer": "as the guest",
    "voice observer": "the observer's",
    "voice own": "one's own",
    "(not (kind__in school, team) or is_shared True)": "a school's own only if shared",
    "not (audience group)": "if the author opens it to them",
    "audience cluster": "if the author opens it to them",
    "is_home True": "if at home there",
    "(until__isnull True or until__gte TruncDate(Now()))": "if at home there",
    "not (kind__in acting_principal, principal)": "no principals",
}


def table(rows):
    """Only the columns in which something stands; the others are named below it."""
    cells = [opened(row) for row in rows]
    heads = {key: head for key, head in HEADS.items() if any(key in opens for opens in cells)}
    lines = [["", *heads.values()], ["---"] * (1 + len(heads))]
    for row, opens in zip(rows, cells, strict=True):
        lines.append([row.words, *("; ".join(opens.get(key, "–")) for key in heads)])
    told = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    nobody = [head for key, head in HEADS.items() if key not in heads]
    return told + f"\n\nNothing of this is open to: {', '.join(nobody)}." * bool(nobody)


def opened(row):
    """Column → in words what is open there."""
    found = {}
    rules = apps.get_model(row.model)._default_manager.all().access[row.action]
    for column, scope, asked in openings(rules):
        if row.only in ("", *asked):
            conditions = tuple(dict.fromkeys(words for words in asked if words != row.only))
            found.setdefault(column, {})[scope, conditions] = None
    return {column: widest(ways) for column, ways in found.items()}


def widest(ways):
    """Without those ways that ask more than another to the same rows."""
    return [
        ", ".join([scope, *asked])
        for scope, asked in ways
        if not any(scope == other and set(less) < set(asked) for other, less in ways)
    ]


def openings(rules):
    """For each rule and column: whose rows, and on which conditions."""
    for rule in rules:
        asked = list(in_words(rule.when)) if hasattr(rule, "when") else []
        match rule:
            case Through():
                there = apps.get_model(rule.model)._default_manager.all().access[rule.action]
                for column, scope, conditions in openings(there):
                    yield column, scope, conditions + asked
            case Members():
                yield "member", LEADING if rule.leading else "own groups", asked
            case Nearby():
                yield "colleague", "cluster", asked
            case Keeper():
                yield "keeper", "all", asked
            case Own():
                yield *own(rule.path), asked
            case Held() if rule.own:
                yield *own(rule.own), asked
            case Held():
                asked = ["of others"] * bool(rule.others) + asked
                for role in (role for role in Role if role in rule.roles):
                    column = "colleague" if role in COLLEAGUES else role
                    yield column, SCOPES.get(role, "school"), asked
            case _:
                raise LookupError(f"no words for {rule}")


def own(path):
    path = path.removesuffix("__user")
    for end, opening in OWN.items():
        if path == end or path.endswith(f"__{end}"):
            return opening
    raise LookupError(f"no words for whose own {path} is")


def in_words(condition):
    """The conditions of a rule, each in its words."""
    if not condition:
        return
    if (form := written(condition)) in CONDITIONS:
        yield CONDITIONS[form]
    elif condition.connector == Q.AND and not condition.negated and len(condition) > 1:
        for child in condition.children:
            yield from in_words(child if isinstance(child, Q) else Q(child))
    else:
        raise LookupError(f"no words for the condition {form}")


def written(condition):
    """A condition as text, whatever the way from the row to what it asks."""
    if not isinstance(condition, Q):
        lookup, value = condition
        *_, field, test = ["", *lookup.split("__")]
        kept = f"{field}__{test}" if test in {"in", "isnull", "gte"} else test
        return f"{kept} {', '.join(value) if isinstance(value, list) else value}"
    within = f" {condition.connector.lower()} ".join(written(child) for child in condition.children)
    if condition.negated:
        return f"not ({within})"
    return f"({within})" if len(condition) > 1 else within


def made():
    parts = [f"### {title}\n\n{table(rows)}" for title, rows in TABLES.items()]
    return {PAGE: with_made(PAGE, "who sees what", "\n\n".join(parts))}
