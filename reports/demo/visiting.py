"""The visits of the story: planned, perhaps moved, seen, shared, read and settled."""

import json
import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from schools.envelopes import opened
from schools.models import ClassGroup, Subject
from supervision.calculations.results import NOT_APPLICABLE, rounded
from supervision.kinds import Fate, VisitKind, Voice
from supervision.models import BandSet, Feedback, FollowUp, InstrumentVersion, Visit
from supervision.services import results, sheets, talks, visits
from supervision.services.instruments import suggested_band_set

from .told import STORY, clock, noon

KINDS = {
    "scored": VisitKind.LESSON,
    "staff": VisitKind.STAFF,
    "principal": VisitKind.PRINCIPAL,
    "peer": VisitKind.PEER,
    "walkthrough": VisitKind.WALK,
}
FATES = {
    "done": Fate.SOLVED,
    "solved": Fate.SOLVED,
    "carried": Fate.CARRIED,
    "dropped": Fate.DROPPED,
}
STATES = ["scheduled", "running", "draft", "shared", "acknowledged", "final"]


class Visiting:
    """What has come into being so far, and the visits that are told upon it."""

    def __init__(self, story, schools, people):
        self.story, self.schools, self.people = story, schools, people
        self.versions, self.cycles, self.visits = {}, {}, {}
        self.classes = self._classes()

    # What the story points at

    def _classes(self):
        found = {}
        for told in self.story["class_groups"]:
            found[told["id"]] = ClassGroup.objects.get(
                school=self.schools[told["school"]],
                year=int(told["school_year"][:4]),
                name=told["name"],
            )
        return found

    def _visits_of(self, cycle):
        return [told for told in self.story["visits"] if told["cycle"] == cycle]

    def user(self, name):
        return self.people[name].user

    def leader(self, school, day):
        return school.placements.principal_on(day).person.user

    def version(self, key):
        if key is None:
            return None
        return self.versions.get(key) or InstrumentVersion.objects.get(
            instrument__school=None, instrument__key=key
        )

    def band_set(self, key, version):
        if key:
            return BandSet.objects.get(school=None, key=key)
        return suggested_band_set(version) if version else None

    # Visits

    def tell_visit(self, told):
        visit = self.plan(told)
        self.visits[told["id"]] = visit
        if told["state"] == "cancelled":
            visits.call_off(visit, reason=told["cancelled"]["reason"])
            return
        if far(told) < far("running"):
            return
        self.observe(visit, told)
        if far(told) >= far("draft"):
            visit = talks.finish(visit, at=self.moment(told, told["date"], "end"))
            self.give_feedback(visit, told)
        if far(told) >= far("shared"):
            self.share(visit, told)

    def plan(self, told):
        cycle = self.cycles.get(told["cycle"])
        school = self.schools[told["school"]] if "school" in told else cycle.school
        kind = KINDS[told["kind"]]
        person = self.people[told["teachers"][0]] if told["teachers"] else None
        version = self.version(told["instrument"]) if "instrument" in told else cycle.version
        visit = Visit(
            id=uuid.uuid5(STORY, told["id"]),
            school=school,
            cycle=cycle,
            kind=kind,
            person=person,
            partner=self.people[told["teachers"][1]] if len(told["teachers"]) > 1 else None,
            observer=self.user(told["observer"]),
            class_group=self.classes.get(told.get("class_group")),
            subject=self.subject(school, told),
            topic=told.get("topic", ""),
            date=told.get("moved", {}).get("from", told["date"]),
            start=clock(told["time"][0]),
            end=clock(told["time"][1]),
            focus=told["focus"],
            criterion=told.get("criterion", {}).get("text", ""),
            version=version,
            band_set=self.band_set(told.get("band_set") or (cycle and cycle.band_set.key), version)
            if version and version.rubric.is_scored
            else None,
        )
        week_before = noon(min(told["date"] - timedelta(days=7), self.today), school)
        visit = visits.plan(visit, by=visit.observer, at=week_before)
        visit = visits.accept(visit, voice=Voice.OBSERVER, at=week_before)
        if moved := told.get("moved"):
            visit = visits.move(
                visit,
                date=told["date"],
                reason=moved["reason"],
                by=self.user(moved["by"]),
                start=visit.start,
                end=visit.end,
                at=noon(moved["at"], school),
            )
            visit = visits.accept(visit, voice=Voice.OBSERVER, at=noon(moved["at"], school))
        for who, words in told.get("pretalk", []):
            voice = Voice.OWN if who in told["teachers"] else Voice.OBSERVER
            self.say(visit, "before", words, voice, week_before, who)
        if person and (told.get("pretalk") or told["state"] != "scheduled"):
            visit = visits.accept(visit, voice=Voice.OWN, at=week_before)
        return visit

    @property
    def today(self):
        return self.story["world"]["as_of"]

    def subject(self, school, told):
        if not told.get("subject"):
            return None
        return Subject.objects.get_or_create(school=school, name=told["subject"])[0]

    def say(self, visit, moment, words, voice, at, who=None, code=""):
        """In the name of whoever said it, or of the observer for someone without an account."""
        speaker = self.people[who].user if who else None
        return talks.say(
            visit, moment, words, voice=voice, by=speaker or visit.observer, code=code, at=at
        )

    def observe(self, visit, told):
        start, at = self.moment(told, told["date"], "start"), self.moment(told, told["date"], "end")
        visits.start(visit, at=start)
        for number, (room, changes) in enumerate(self.sheets_of(visit, told)):
            sheet = visits.sheet_of(visit, room=room)
            sent = json.dumps({"base": 0, "changes": changes, "device": "HP"}, sort_keys=True)
            save_id = uuid.uuid5(visit.pk, f"save {number}")
            sheets.save(sheet, opened(save_id, sent.encode()), by=visit.observer, at=at)
        if target := told.get("target_percent"):
            found = results.outcome_of(visit)
            assert rounded(found.percent) == rounded(str(target)), told["id"]

    def sheets_of(self, visit, told):
        """(room, cells) of each sheet: one for a visit, one a room for a walk-through."""
        if "rooms" not in told:
            yield None, self.cells(visit, told)
        for room in told.get("rooms", []):
            answers = {"ya": "yes", "tidak": "no", None: NOT_APPLICABLE}
            codes = visit.version.rubric.codes
            cells = {
                f"{code}.score": answers[answer]
                for code, answer in zip(codes, room["answers"], strict=True)
            }
            cells |= moment(visit, told["time"][0], room["text"], [])
            yield self.classes[room["class_group"]], cells

    def cells(self, visit, told):
        rubric = visit.version.rubric if visit.version else None
        codes = rubric.codes if rubric else ()
        cells = {}
        for hour, words, *code in told["notes"]:
            cells |= moment(visit, hour, words, [one for one in code if one in codes])
        if "verbal" in told:
            cells |= moment(visit, told["time"][1], told["verbal"], [])
        for code, value in self.scores(codes, told).items():
            cells[f"{code}.score"] = NOT_APPLICABLE if value is None else value
            if value is not None and rubric.item(code).required_evidence:
                cells[f"{code}.evidence"] = f"Lihat catatan pukul {told['notes'][0][0]}."
        return cells

    def scores(self, codes, told):
        """As they were on the day: before any correction."""
        if "scores" not in told:
            return told.get("scores_partial", {})
        scores = dict(zip(codes, told["scores"]["items"], strict=True))
        for correction in told.get("corrections", []):
            scores[correction["item"]] = correction["from"]
        return scores

    def give_feedback(self, visit, told):
        if "feedback" in told:
            parts = told["feedback"]
            Feedback.objects.create(
                visit=visit,
                goal=parts["goal"],
                seen=parts["seen"],
                gap=parts["gap"],
                next_step=parts["next"],
                written_at=self.moment(told, told["date"], "end"),
            )
        if "self_view" in told:
            at = self.moment(told, told["date"], "evening")
            self.say(visit, "own_view", told["self_view"], Voice.OWN, at, told["teachers"][0])
        for step in told.get("follow_ups", []):
            self.agree(visit, step)
        visit.talk_share = told.get("talk_share")
        visit.is_met = told.get("criterion", {}).get("met")
        visit.met_note = told.get("criterion", {}).get("note", "")
        visit.save()

    def agree(self, visit, told, code=""):
        step = FollowUp.objects.create(
            visit=visit,
            code=code,
            owner=self.people[told["owner"]],
            text=told["text"],
            sign=told["sign"],
            due=told["due"],
        )
        outcome = told.get("outcome", {})
        if outcome.get("state") == "overdue" and told["due"] < self.today - timedelta(days=90):
            outcome = outcome | {"state": "carried"}  # its note says in which term it was taken up
        if outcome.get("state") in FATES:
            words = outcome.get("evidence") or outcome.get("note") or outcome.get("reason")
            talks.close_step(
                step,
                state=FATES[outcome["state"]],
                outcome=words or told["sign"],
                by=step.owner.user or visit.observer,
                at=noon(outcome.get("at", told["due"]), visit.school),
            )

    def share(self, visit, told):
        days, own = told["dates"], told["teachers"][0] if told["teachers"] else None
        shared_on = days.get("shared", told["date"])
        visit = talks.share(visit, at=self.moment(told, shared_on, "evening"))
        said = {"reply": (Voice.OWN, own), "thanks": (Voice.OWN, own)}
        said |= dict.fromkeys(["took_home", "shared_text"], (Voice.OBSERVER, told["observer"]))
        for name, (voice, who) in said.items():
            if name in told:
                at = self.moment(told, days.get("replied", shared_on), "evening")
                self.say(visit, "reply", told[name], voice, at, who)
        if far(told) < far("acknowledged"):
            return
        read_on = days.get("acknowledged", shared_on)
        visit = talks.mark_read(visit, at=self.moment(told, read_on, "evening"))
        self.object(visit, told.get("objection"))
        if far(told) == far("final"):
            self.settle(visit, told)

    def object(self, visit, told):
        if told:
            at = noon(told["at"], visit.school)
            self.say(visit, "objection", told["text"], Voice.OWN, at, told["by"], told["item"])
            at += timedelta(hours=2)
            self.say(visit, "answer", told["answer"], Voice.OBSERVER, at, None, told["item"])

    def settle(self, visit, told):
        at = self.moment(told, told["dates"]["final"], "evening")
        visit = results.finalise(visit, by=visit.observer, at=at)
        for correction in told.get("corrections", []):
            results.correct(
                visit,
                scores={correction["item"]: correction["to"]},
                reason=correction["reason"],
                by=self.user(correction["by"]),
                at=noon(correction["at"], visit.school),
            )

    def moment(self, told, day, part):
        school = self.visits[told["id"]].school
        hours = {"start": told["time"][0], "end": told["time"][1], "evening": "19.40"}
        return timezone.make_aware(datetime.combine(day, clock(hours[part])), school.zone)


def far(told):
    """How far a visit has come: the place of its state among all."""
    state = told if isinstance(told, str) else told["state"]
    return STATES.index(state)


def moment(visit, hour, words, codes):
    """A timed note, under an id of its own that is the same on every run."""
    key = uuid.uuid5(visit.pk, f"{hour} {words}")
    return {f"moment.{key}": {"at": hour, "text": words, "codes": codes}}
