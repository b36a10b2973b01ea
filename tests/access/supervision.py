"""What supervision adds to the world: visits in every state, and all that hangs on them."""

from datetime import date

from schools.access import AT_SCHOOL, Role
from schools.models import ClassGroup
from supervision.kinds import State, VisitKind, Voice
from supervision.models import (
    BandSet,
    Feedback,
    Instrument,
    InstrumentVersion,
    Photo,
    Result,
    Sheet,
    Visit,
)
from tests import make

# Which row of a page stands for which state. A page that is open in one state names its row.
STATES = {
    "planned visit": State.PLANNED,
    "running visit": State.RUNNING,
    "observed visit": State.OBSERVED,
    Visit: State.SHARED,
    "read visit": State.READ,
    "final visit": State.FINAL,
}
MOMENT = "moment.01234567-89ab-4def-8123-456789abcdef"
LEADERS = {"own": Role.OBSERVER, "neighbour": "neighbour_principal", "elsewhere": "outsider"}
SHARED = {State.SHARED, State.READ, State.FINAL}


def mark(world, name, school):
    observer = world.actors[LEADERS[name]]
    if name == "own":
        person = world.rows["teacher", name]
        concerned, seeing = {str(Role.TEACHER)}, {str(Role.OBSERVER)}
    else:
        person, concerned, seeing = make.person(school, user=make.user()), set(), set()
    person_account = person.user
    principals = world.working_for(name, Role.PRINCIPAL)
    pengawas = world.working_for(name, Role.SUPERVISOR)
    everyone = world.working_for(name, *AT_SCHOOL, Role.SUPERVISOR)
    together = principals | pengawas | concerned | seeing  # all who see a visit or cycle at all

    world.readers[observer.name] |= together  # who came stands on each page of a visit

    version = marked_version(world, name, school, everyone)
    bands = marked_bands(world, name, school, everyone)
    cycle = world.put(
        make.cycle(school, version=version, band_set=bands, planned_by=observer), together
    )
    part = world.put(make.participant(cycle, person), principals | pengawas | concerned)
    problem = world.put(make.problem(cycle), principals | pengawas | concerned)
    told = world.put(
        make.reflection(cycle, person_account, person=person),
        principals | pengawas | concerned,
    )
    for row in [cycle, part, problem, told]:
        world.rows[type(row), name] = row

    for kind, state in STATES.items():
        visit = make.visit(
            school,
            person,
            observer,
            state=State.OBSERVED if state == State.FINAL else state,
            cycle=cycle,
            version=version,
            band_set=bands,
            shared_at=make.a_moment() if state in SHARED else None,
            moves=[
                {
                    "from": "2025-07-01",
                    "by": observer.name,
                    "reason": world.word(together),
                    "at": "2025-07-01T00:00:00+00:00",
                }
            ],
        )
        world.put(visit, together)
        world.rows[kind, name] = visit
        # A draft is the observer's and the principal's; what is shared also the other two's.
        reads = principals | seeing | (concerned | pengawas if state in SHARED else set())
        rows = hang_on(world, visit, reads, reads | concerned, person_account)
        for row in rows:
            world.rows[(type(row), state), name] = row
            if state == State.SHARED or (type(row), name) not in world.rows:
                world.rows[type(row), name] = row
        if state == State.RUNNING:
            world.rows["open sheet", name] = next(row for row in rows if isinstance(row, Sheet))
            world.rows["own sheet", name] = visit.sheets.get(voice=Voice.OWN)
            world.rows["open photo", name] = next(row for row in rows if isinstance(row, Photo))
        if state == State.OBSERVED:
            world.rows["draft feedback", name] = next(
                row for row in rows if isinstance(row, Feedback)
            )
        if state == State.READ:
            world.rows["objection", name] = make.remark(
                visit, by=person_account, moment="objection", text=world.word(reads)
            )
        if state == State.FINAL:
            world.rows[Result, name] = finish(world, visit, version, reads, observer)
    walk_through(world, name, school, observer, principals | pengawas | seeing)
    invite(world, name, school, person, observer, concerned, seeing)


def walk_through(world, name, school, observer, readers):
    """A visit about nobody, with the sheet of one room."""
    walk = world.put(
        make.visit(school, observer=observer, kind=VisitKind.WALK, state=State.RUNNING), readers
    )
    world.put(make.private_note(observer, visit=walk), actors_of(world, observer))
    room = world.rows[ClassGroup, name]
    sheet = make.sheet(walk, {MOMENT: {"at": "08.31", "text": "", "codes": []}}, room=room)
    readers = readers - {str(Role.SUPERVISOR)}  # of a draft the school supervisor sees no word
    sheet.cells[MOMENT]["value"]["text"] = world.word(readers)
    sheet.save()
    world.rows["walk", name], world.rows["room", name] = walk, sheet


def invite(world, name, school, person, guest, concerned, seeing):
    """A peer visit: what was seen is between host and guest, whoever leads the school."""
    visit = make.visit(
        school, person, guest, kind="peer", state=State.SHARED, shared_at=make.a_moment()
    )
    guests = seeing or actors_of(world, guest)
    between = concerned | guests
    world.rows["peer visit", name] = world.put(visit, between)
    world.put(make.feedback(visit), between)
    make.remark(visit, by=guest, text=world.word(between))
    world.put(make.private_note(person.user, visit=visit), concerned)
    world.rows["teacher", name] = person


def actors_of(world, user):
    """The actors whose account it is: one, or none."""
    return {actor for actor, account in world.actors.items() if account == user}


def marked_version(world, name, school, readers):
    content = make.rubric()
    content["name"] = {"id": world.word(readers)}
    content["aspects"][0]["items"][0]["measures"] = {"id": world.word(readers)}
    version = make.instrument_version(school, content)
    version.instrument.name = content["name"]["id"]
    version.instrument.save()
    world.rows[InstrumentVersion, name] = version
    world.rows[Instrument, name] = version.instrument
    return version


def marked_bands(world, name, school, readers):
    word = world.word(readers)
    bands = [make.BANDS[0] | {"label": {"id": word}}, *make.BANDS[1:]]
    row = make.band_set(school, bands, name=world.word(readers))
    world.rows[BandSet, name] = row
    return row


def hang_on(world, visit, readers, talkers, person_account):
    """A sheet of each side, a photo, a save, what was said, noted and agreed; return the rows."""
    words, alone = world.word(readers), actors_of(world, person_account)
    sheet = make.sheet(visit, {"ABC-01": 3, "ABC-02": 2, "ABC-01.note": words})
    own = make.sheet(visit, {"ABC-01": 4}, voice=Voice.OWN)
    own.cells["ABC-01.note"] = {"value": world.word(alone), "revision": 1}
    own.save()
    # Written by an account of its own: the observer finds each own save in a conflict.
    saved = world.put(make.saved_sheet(sheet), actors_of(world, visit.observer))
    photo = world.put(make.photo(sheet), readers)
    world.put(photo.file, readers)
    said = make.remark(visit, by=person_account, text=world.word(talkers))
    return [
        sheet,
        saved,
        photo,
        said,
        world.put(make.feedback(visit), readers),
        world.put(make.private_note(person_account, visit=visit), alone),
        world.put(make.follow_up(visit, due=date(2026, 1, 5)), readers),
    ]


def finish(world, visit, version, readers, observer):
    result = Result.objects.create(
        visit=visit,
        version=version,
        scores={"ABC-01": 3, "ABC-02": 2},
        earned=5,
        maximum=8,
        percent="62.5",
        scored=2,
        bands=visit.band_set.content["bands"],
        reason=world.word(readers),
        class_name=world.word(readers),
        subject_name=world.word(readers),
        found_by=observer,
    )
    visit.state = State.FINAL
    visit.save()
    return result
