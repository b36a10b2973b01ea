"""Dapodik lists: read, looked over, written; then nothing of them is left but the people."""

import hashlib
import json
from dataclasses import replace

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from schools import audit
from schools.access import CHANGE, Role, can
from schools.jobs import wake
from schools.models import StoredFile
from schools.models.jobs import Job, LeaseLost
from schools.models.places import school_year_on

from ..dapodik.comparing import Known, Plan, compare
from ..dapodik.keeping import kept, unkept
from ..dapodik.reading import read
from ..dapodik.refusal import Refused
from ..dapodik.rows import Problem, parse
from ..kinds import HEADS, STAFF, TEACHERS, Kind
from ..models import DapodikImport, Person, Placement
from .accounts import may_give
from .people import end_placement, place

PLACEMENT_FIELDS = {"kind", "duties"}
PERSON_FIELDS = (
    "name title_front title_back sex birth_date nuptk nip ni_pppk nbm niy nik_key status "
    "status_group rank education appointed_on phone email"
).split()
Step = DapodikImport.Step


def nik_key(nik):
    """A fingerprint of the NIK: enough to know someone again, too little to get it back."""
    return salted_hmac("staff.nik", nik, algorithm="sha256").hexdigest()


def parse_files(files):
    """Read `files`, pairs of name and bytes; raises Refused if one of them cannot be used."""
    return [parse(read(name, content), file=name, hash_nik=nik_key) for name, content in files]


# Comparing with what is written here


def plan_for(school, parsed, *, by) -> Plan:
    """What the lists would change at `school`, as things are now, as far as `by` may do it.

    Without `by` the command line asks, and may do anything.
    """
    plan = compare(parsed, known_people(school, parsed))
    return within_reach(plan, school, by) if by else plan


def within_reach(plan, school, by):
    """Leave out the own record, what another home school keeps, and the email of a head."""
    elsewhere = Placement.objects.not_ended().filter(is_home=True).exclude(school=school)
    kept_elsewhere = set(elsewhere.values_list("person", flat=True))
    gives_heads = may_give(by, Role.PRINCIPAL, school, None)
    own = getattr(by, "person", None)
    entries, problems = [], list(plan.problems)
    for entry in plan.entries:
        if own and entry.known_pk == own.pk and entry.state != "unchanged":
            problems.append(own_record(entry.row))
            continue
        if entry.known_pk in kept_elsewhere:
            entry = only(entry, PLACEMENT_FIELDS)
        if entry.row.kind in HEADS and not gives_heads:
            entry = without_email(entry)
        entries.append(entry)
    theirs_to_end = school.placements.for_user(by, CHANGE).values_list("person", flat=True)
    missing = [pk for pk in plan.missing if pk in set(theirs_to_end)]
    return replace(plan, entries=entries, missing=missing, problems=problems)


def only(entry, names):
    """The entry with the changes of `names` alone."""
    changes = tuple(one for one in entry.changes if one.field in names)
    is_same = entry.state == "changed" and not changes
    return replace(entry, changes=changes, state="unchanged" if is_same else entry.state)


def without_email(entry):
    """A link to a head's account goes to that address, so only those who give the role say it."""
    named = {one.field for one in entry.changes} - {"email"}
    return replace(only(entry, named), row=replace(entry.row, email=""))


def own_record(row):
    params = {"file": row.file, "row": row.row, "column": "Nama"}
    return Problem(row.row, "Nama", "own_record", params, row.name)


def known_people(school, parsed):
    """Everyone who is or was at the school, and whoever bears a number that the lists name."""
    rows = [row for part in parsed for row in part.people]
    numbered = Q(pk__in=[])
    for number in ("nik_key", "nuptk", "nip", "ni_pppk"):
        named = {getattr(row, number) for row in rows} - {""}
        numbered |= Q(**{f"{number}__in": named})
    here = {
        placement.person_id: placement
        for placement in school.placements.not_ended().order_by("-until")
    }
    people = Person.objects.filter(
        Q(pk__in=school.placements.values("person")) | numbered, masked_at=None
    )
    return [known(person, here.get(person.pk)) for person in people]


def known(person, placement):
    fields = {name: getattr(person, name) for name in PERSON_FIELDS}
    kind = placement.kind if placement else ""
    return Known(
        pk=person.pk,
        name=person.name,
        birth_date=person.birth_date,
        nik_key=person.nik_key,
        nuptk=person.nuptk,
        nip=person.nip,
        ni_pppk=person.ni_pppk,
        fields=fields | {"kind": kind, "duties": placement.duties if placement else ""},
        here=placement is not None,
        side="teachers" if kind in TEACHERS else "staff" if kind in STAFF else "",
    )


def fingerprint(plan):
    """Two plans that would do the same have the same one."""
    text = json.dumps(
        [[entry.state, entry.key, entry.changes] for entry in plan.entries] + [plan.missing],
        cls=DjangoJSONEncoder,
        sort_keys=True,
        default=repr,
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# Writing


@transaction.atomic
def write(school, plan, *, by, taken=None, leavers=()):
    """Do what the plan says, all of it or nothing; return how many were added and changed.

    `taken` are the keys that someone said yes to; without it all but what has to be asked.
    """
    counts = {"added": 0, "changed": 0, "ended": 0}
    there = set(school.placements.values_list("kind", flat=True))
    for entry in plan.entries:
        if entry.state == "unchanged" or not is_taken(entry, taken):
            continue
        if entry.state in {"changed", "unsure"}:  # unsure ones that someone said yes to
            placement = placement_of(school, entry.known_pk)
            change(placement.person, entry.changes)
            change(placement, entry.changes)
            counts["changed"] += 1
        else:
            add(school, entry, since=first_day(entry.row.kind, there), by=by)
            counts["added"] += 1
    for placement in school.placements.not_ended().filter(
        person__in=set(leavers) & set(plan.missing)
    ):
        end_placement(placement, timezone.localdate(), by=by)
        counts["ended"] += 1
    return counts


def is_taken(entry, taken):
    return entry.state != "unsure" if taken is None else entry.key in taken


def first_day(kind, there):
    """Those of a first list have long been here: since the school year began at the latest.

    `there` are the kinds of work that the school has had so far. The operator who hands the
    lists in comes before them all, and says nothing about the others.
    """
    today = timezone.localdate()
    peers = next(group for group in (HEADS, TEACHERS, STAFF) if kind in group)
    return (
        today
        if there & peers - {Kind.OPERATOR}
        else today.replace(year=school_year_on(today), month=7, day=1)
    )


def placement_of(school, person):
    placements = school.placements.not_ended().select_related("person")
    return placements.filter(person=person).order_by("-until").first()


def add(school, entry, *, since, by):
    row = entry.row
    if entry.known_pk is None:
        person = Person.objects.create(**{name: getattr(row, name) for name in PERSON_FIELDS})
    else:  # comes from another school, or comes back
        person = Person.objects.get(pk=entry.known_pk)
        change(person, entry.changes)
    place(person, school, kind=row.kind, duties=row.duties, since=since, by=by)


def change(row, changes):
    """Write the changes that are about `row`, a person or a placement."""
    for one in changes:
        if (one.field in PLACEMENT_FIELDS) == isinstance(row, Placement):
            setattr(row, one.field, one.after)
    row.save()


# The way through the pages


@transaction.atomic
def start(school, uploads, *, by):
    """Keep the files for the worker, and wake one."""
    job = DapodikImport.objects.create(school=school, asked_by=by)
    for upload in uploads:
        job.files.add(
            StoredFile.objects.keep(
                upload.read(),
                school=school,
                user=by,
                name=upload.name,
                content_type="application/octet-stream",
            )
        )
    wake(job)
    return job


def read_step(job):
    """Read the files; from here on only the kept columns are there."""
    files = [(file.name, file.content()) for file in job.files.order_by("stored_at")]
    job.advance(0, len(files))
    parsed = []
    for done, (name, content) in enumerate(files, 1):
        parsed += parse_files([(name, content)])
        job.advance(done, len(files))
    job.finish(plan=kept(parsed))


def write_step(job):
    """Write, unless the school has changed since the preview: then it is looked over again."""
    if not can(job.asked_by, CHANGE, job):  # the role has ended since the yes
        over(job, {"cancelled": True})
        return
    with transaction.atomic():
        plan = plan_for(job.school, unkept(job.plan), by=job.asked_by)
        if fingerprint(plan) != job.outcome.get("seen"):
            job.finish(step=Step.READ, outcome={"moved": True})
            return
        counts = write(job.school, plan, by=job.asked_by, taken=job.taken, leavers=job.leavers)
        audit.note(audit.Action.IMPORTED, job, actor=job.asked_by)
        over(job, counts | {"skipped": len(plan.problems)})


def refuse(job, refusal):
    over(job, {"refused": refusal.code, "params": refusal.params})


def over(job, outcome):
    """Nothing of the files stays."""
    nothing = {"plan": {}, "taken": None, "leavers": []}
    if not job.finish(step=Step.OVER, outcome=outcome, **nothing):
        raise LeaseLost
    discard_files(job)


def discard_files(job):
    files = list(job.files.all())
    job.files.clear()
    for file in files:
        file.discard()


@transaction.atomic
def confirm(job, *, by, seen, taken, leavers):
    """Let a worker write what `by` has looked over, with the rights of `by` and no others."""
    waiting = DapodikImport.objects.filter(pk=job.pk, step=Step.READ, state=Job.State.DONE)
    waiting.update(
        step=Step.WRITE,
        state=Job.State.QUEUED,
        attempts=0,
        due_at=timezone.now(),
        outcome={"seen": seen},
        asked_by=by,
        taken=taken,
        leavers=leavers,
    )
    wake(job)


@transaction.atomic
def cancel(job):
    DapodikImport.objects.filter(pk=job.pk).exclude(step=Step.OVER).update(
        step=Step.OVER, state=Job.State.DONE, plan={}, outcome={"cancelled": True}
    )
    discard_files(job)


def forget_left_behind(before):
    """Nobody came back to these previews, or they stopped: what they hold about people goes."""
    stale = DapodikImport.objects.filter(asked_at__lt=before).exclude(step=Step.OVER)
    for job in stale:
        cancel(job)


RUN = {Step.READ: read_step, Step.WRITE: write_step}


def run(job):
    """One step of an import, for the worker that has claimed it."""
    try:
        RUN[job.step](job)
    except Refused as refusal:
        refuse(job, refusal)
    except LeaseLost:
        pass  # another worker has it, and nothing of ours was kept
