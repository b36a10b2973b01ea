"""The supervision of the story: cycles and visits, each taken step by step as people would."""

from schools.models import Term
from staff.models import Placement
from supervision.kinds import Stage, State
from supervision.models import Cycle, PrivateNote, Problem, Reflection, Visit
from supervision.services import cycles
from supervision.services.instruments import add_instrument, load_library, publish

from .told import noon
from .visiting import FATES, Visiting


def load_supervision(story, schools, people):
    """Write it down; a story that is there already stays as it is."""
    load_library()
    if not Visit.objects.exists():
        Telling(story, schools, people).tell()


class Telling(Visiting):
    """One run through the story: its cycles with their visits, and what grew out of them."""

    def tell(self):
        for told in self.story["instruments"]:
            self.add_instrument(told)
        for told in self.story["cycles"]:
            self.begin_cycle(told)
            for visit in self._visits_of(told["id"]):
                self.tell_visit(visit)
            self.end_cycle(told)
        for visit in self._visits_of(None):
            self.tell_visit(visit)
        self.plan_coaching()
        for told in self.story["private_notes"]:
            self.keep_note(told)

    def add_instrument(self, told):
        """The school's own sheet, and out of use since the library's took its place."""
        for aspect in told["aspects"]:
            for item in aspect["items"]:
                item.update(required_evidence=False, allow_na=True)
            aspect["weight"] = 1
        content = {name: value for name, value in told.items() if not name.startswith("retired")}
        content["target"] = {"kinds": ["class_teacher"], "filled_by": ["principal", "observer"]}
        school = self.schools["sdn3"]
        version = add_instrument(school, content, by=self.user("nurhaedah"))
        publish(version)
        version.refresh_from_db()
        version.instrument.is_active = False
        version.instrument.save()
        self.versions[told["id"]] = version

    # Cycles

    def begin_cycle(self, told):
        school = self.schools[told["school"]]
        before = [cycle for cycle in self.cycles.values() if cycle.school == school]
        version = self.version(told["instrument"])
        cycle = Cycle(
            school=school,
            term=Term.objects.get(school=school, code=told["term"]),
            follows=before[-1] if before else None,
            number=told["number"],
            focus=told["focus"],
            criterion=told["criterion"]["text"],
            version=version,
            band_set=self.band_set(told["band_set"], version),
        )
        planned_on = told["planned_on"]
        cycle = cycles.plan_cycle(
            cycle,
            self._people_of(told),
            by=self.leader(school, planned_on),
            on=planned_on,
            at=noon(planned_on, school),
        )
        for accepted in told["accepted"]:
            at = noon(accepted["at"], school)
            person = self.people[accepted["person"]]
            for part in cycle.participants.filter(person=person):
                cycles.accept_part(part, by=person.user or cycle.planned_by, at=at)
        begun = max(accepted["at"] for accepted in told["accepted"])
        for part in cycle.participants.filter(accepted_at=None):
            cycles.accept_part(part, by=part.person.user, at=noon(begun, school))
        self.cycles[told["id"]] = cycle = cycles.advance(cycle, on=begun)
        self.write_problems(cycle, told)

    def _people_of(self, told):
        """Who accepted the plan or was visited, but for the principal."""
        names = [accepted["person"] for accepted in told["accepted"]]
        names += [visit["teachers"][0] for visit in self._visits_of(told["id"])]
        school = self.schools[told["school"]]
        heads = Placement.objects.filter(school=school, kind="principal").values_list(
            "person", flat=True
        )
        chosen = [self.people[name] for name in dict.fromkeys(names)]
        return [person for person in chosen if person.pk not in set(heads)]

    def write_problems(self, cycle, told):
        """Those carried from before are there already; here their words and the new ones."""
        carried = {problem.came_from.text: problem for problem in cycle.problems.all()}
        earlier = {problem["id"]: problem["text"] for problem in self._problems_before(told)}
        for problem in told["problems"]:
            row = carried.get(earlier.get(problem.get("from")))
            row = row or Problem.objects.create(cycle=cycle, text=problem["text"])
            row.text = problem["text"]
            row.save()

    def _problems_before(self, told):
        return [
            problem
            for cycle in self.story["cycles"]
            if cycle["school"] == told["school"]
            for problem in cycle["problems"]
        ]

    def end_cycle(self, told):
        cycle = self.cycles[told["id"]]
        days = [visit.date for visit in cycle.visits.order_by("date")]
        cycle = cycles.advance(cycle, on=days[0])
        decided = noon(days[-1], cycle.school)
        for problem in told["problems"]:
            row, reason = cycle.problems.get(text=problem["text"]), problem.get("reason", "")
            if problem["state"] != "open":
                cycles.decide(row, state=FATES[problem["state"]], reason=reason, at=decided)
        this_term = self.story["not_visited_20261"] if cycle.term.code == "20261" else []
        for absent in [*told.get("absent", []), *this_term]:
            row = cycle.participants.filter(person=self.people[absent["person"]])
            row.update(reason=absent["reason"])
        if "reflection" in told:
            cycle = self.reflect(cycle, told)
        self.cycles[told["id"]] = cycle

    def reflect(self, cycle, told):
        day = told["reflection"]["at"]
        for off in cycle.visits.filter(state=State.CALLED_OFF):
            cycle.participants.filter(person=off.person).update(reason=off.called_off[:200])
        cycle = cycles.advance(cycle, on=day)
        parts = told["reflection"]["principal"]
        leader = self.leader(cycle.school, day)
        Reflection.objects.create(
            cycle=cycle,
            person=leader.person,
            written_by=leader,
            is_principal=True,
            gains=parts["gains"],
            challenges=parts["challenges"],
            factors=parts["factors"],
            next_step=parts["next"],
            written_at=noon(day, cycle.school),
        )
        for voice in told["reflection"]["teacher_voices"]:
            person = self.people[voice["person"]]
            Reflection.objects.create(
                cycle=cycle,
                person=person,
                written_by=person.user or leader,
                gains=voice["text"],
                written_at=noon(day, cycle.school),
            )
        cycle.is_met = told["criterion"]["met"]
        cycle.met_note = told["criterion"].get("note", "")
        cycle.save()
        return cycles.advance(cycle, on=day) if told["stage"] == Stage.CLOSED else cycle

    # What grew out of visits

    def plan_coaching(self):
        for told in self.story["coaching_plans"]:
            visit = self.visits[told["from_visit"]]
            for step in told["steps"]:
                closed = {"state": "done", "evidence": step.get("evidence"), "at": step.get("at")}
                self.agree(
                    visit,
                    {
                        "owner": told["person"],
                        "text": step["text"],
                        "sign": step.get("evidence", "Terlihat bersama"),
                        "due": step.get("due") or step["at"],
                        "outcome": closed if step["state"] == "done" else {},
                    },
                    code=told["item"],
                )

    def keep_note(self, told):
        author = self.user(told["author"])
        PrivateNote.objects.create(
            author=author, visit=self.visits.get(told["about"]), text=told["text"]
        )
