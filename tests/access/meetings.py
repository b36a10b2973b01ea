"""What meetings add to the world: in each school a group of its own, with all that hangs on it."""

from meetings.kinds import MeetingState
from meetings.models import AgendaItem, LevelSet, Meeting, Minutes
from schools.access import AT_SCHOOL, Role
from schools.models import ClassGroup, School
from tests import make

# Which row of a page stands for which state. A page that is open in one state names its row.
STATES = {"planned meeting": MeetingState.PLANNED, Meeting: MeetingState.HELD}


def mark(world, name, school):
    """A group in which the teacher of the world is a member and leads, in “own” alone."""
    principals = world.working_for(name, Role.PRINCIPAL)
    offices = world.working_for(name, Role.PRINCIPAL, Role.OPERATOR)
    pengawas = world.working_for(name, Role.SUPERVISOR)
    at_school = world.working_for(name, *AT_SCHOOL)
    everyone = world.working_for(name)
    if name == "own":
        person, members = world.rows["teacher", name], {str(Role.TEACHER)}
    else:
        person, members = make.person(school, user=make.user()), set()
    reads = principals | members
    knows = offices | pengawas | members

    def put(row, readers, kind=None):
        world.rows[kind or type(row), name] = world.put(row, readers)
        return row

    put(make.holiday(school), everyone | {"keeper"})
    group = put(make.group(school), at_school | pengawas)
    member = put(make.member(group, person, part="chair"), knows)
    put(make.member(group, name=world.word(knows)), knows, "guest member")
    put(make.term_question(group), reads)
    put(make.series(group), knows)

    for kind, state in STATES.items():
        moved = {"from": "2025-07-01", "by": person.user.name, "reason": world.word(knows)}
        meeting = put(
            make.meeting(group, state=state, planned_by=person.user, moves=[moved]), knows, kind
        )
        item = put(make.agenda_item(meeting, owner=member), reads, (AgendaItem, state))
        if kind == "planned meeting":
            world.rows["planned item", name] = item
        minutes = make.minutes(meeting, {"discussion": world.word(reads)})
        world.rows[(Minutes, state), name] = minutes
    world.rows[Minutes, name] = minutes
    missed = make.meeting(group, state=MeetingState.MISSED, reason="Angin", planned_by=person.user)
    put(missed, knows, "missed meeting")
    put(make.calendar_link(person.user), members)  # the key is a secret
    put(make.attendance(meeting, member, mark="sick", reason=world.word(reads)), reads)
    put(make.attendance(meeting, guest=world.word(knows)), knows, "guest")
    put(make.saved_minutes(minutes, by=person.user), members)
    file = put(make.meeting_file(meeting, by=person.user), reads)
    world.put(file.file, reads)
    photo = make.meeting_file(meeting, by=person.user, is_photo=True)
    put(photo, reads, "meeting photo")
    world.put(photo.file, reads)
    decision = put(make.decision(meeting), reads)
    world.readers[decision.text] |= pengawas  # what was decided, not who said what
    put(make.task(meeting, member), reads)

    difference = put(make.difference(group, mediator=member), reads)
    put(make.position(difference), reads)
    put(make.heard(difference, member), reads)
    problem = put(make.class_problem(group, person, meeting=meeting), reads)
    put(make.idea(problem, by=person), reads)

    # A practice for the group, and one for the cluster: two of the schools share one.
    practice = put(make.practice(school, person, group=group, grades=[4]), reads)
    earlier = [{"verdict": "drop", "happened": world.word(reads), "on": "2025-07-15"}]
    put(make.adoption(practice, person, earlier=earlier), reads)
    put(make.sighting(practice, by=person.user), reads)
    around = {"own", "neighbour"} if name != "elsewhere" else {name}
    near = {who for place in around for who in world.working_for(place, *AT_SCHOOL)}
    shared = make.practice(school, person, audience="cluster", grades=[5])
    put(shared, near | pengawas, "shared practice")
    for told in {person.name, school.short_name} & set(world.readers):  # whose it is, and where
        world.readers[told] |= near | pengawas

    put(make.quick_share(person, school), at_school)

    levels = [{"code": "kata", "name": world.word(at_school | pengawas)}]
    put(make.level_set(school, levels=levels), at_school | pengawas)
    support = make.support(
        school,
        person,
        class_group=world.rows[ClassGroup, name],
        level_set=world.rows[LevelSet, name],
    )
    put(support, reads)
    put(make.slot(support), offices | members)
    put(make.measure(support, counts={"kata": 3}), reads)
    put(make.support_session(support), reads)

    factor = put(make.factor(school), at_school | pengawas)
    put(make.mention(school, factor=factor, coded_by=person.user, meeting=meeting), reads)


def meet_across_schools(world):
    """One group of three schools: each of its members reads it, whichever school hosts it."""
    places = ["own", "neighbour", "elsewhere"]
    group = make.group(*(world.rows[School, place] for place in places))
    members = {str(Role.TEACHER)}
    make.member(group, world.rows["teacher", "own"])

    def working(*roles):
        return {who for place in places for who in world.working_for(place, *roles)}

    reads = working(Role.PRINCIPAL) | members
    knows = reads | working(Role.OPERATOR, Role.SUPERVISOR)
    world.put(group, knows | working(*AT_SCHOOL))
    meeting = make.meeting(group, state=MeetingState.HELD, planned_by=world.actors[Role.TEACHER])
    world.put(meeting, knows)
    make.minutes(meeting, {"discussion": world.word(reads)})
    library = world.put(make.factor(), set(world.actors))
    for place in places:  # who knows of a joint group knows the names of its schools
        world.readers[world.rows[School, place].short_name] |= knows | working(*AT_SCHOOL)
        world.rows["library factor", place] = library
        world.rows["joint group", place] = group
        world.rows["joint meeting", place] = meeting
