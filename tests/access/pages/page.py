"""What can be expected of an address, and by whom it may be open."""

from dataclasses import dataclass

from schools.access import AT_SCHOOL, Role

SIGNED_IN = frozenset({*Role, "keeper", "newcomer", "former"})
EVERYONE = SIGNED_IN | {"nobody"}
EVERY_ROLE = frozenset({*AT_SCHOOL, Role.SUPERVISOR, Role.DISTRICT, "keeper"})
KEEPER = frozenset({"keeper"})
KEEPS_SCHOOL = frozenset({Role.PRINCIPAL, Role.OPERATOR, "keeper"})
LEADS_SCHOOL = frozenset({Role.PRINCIPAL, "keeper"})

# The observers of the world's visits: in each school another, see tests/access/supervision.py.
OBSERVES = frozenset({Role.OBSERVER, "neighbour_principal", "outsider"})
READS_VISIT = frozenset({Role.PRINCIPAL, Role.OBSERVER, Role.TEACHER, Role.SUPERVISOR})
WALKS = OBSERVES | {Role.PRINCIPAL}
READS_DRAFT = frozenset({Role.PRINCIPAL, Role.OBSERVER})
CONCERNED = frozenset({Role.TEACHER})
LEADS_GROUP = frozenset({Role.PRINCIPAL, Role.TEACHER})  # whose chair is the teacher
KNOWS_GROUP = LEADS_GROUP | {Role.OPERATOR, Role.SUPERVISOR}
READS_GROUP = frozenset({Role.PRINCIPAL, Role.TEACHER})
A_UUID = "01234567-89ab-4def-8123-456789abcdef"
PRINCIPAL = frozenset({Role.PRINCIPAL})
RUNS_SUPPORT = frozenset({Role.PRINCIPAL, Role.TEACHER})  # in the world the teacher leads it
READS_MEETINGS = frozenset({Role.PRINCIPAL, Role.TEACHER})
TOLD_OF_MEETINGS = READS_MEETINGS | {Role.OPERATOR, Role.SUPERVISOR}
LOOKS_AT_SCHOOL = frozenset({Role.PRINCIPAL, Role.SUPERVISOR})
LOOKS_AFTER_SCHOOLS = frozenset({Role.SUPERVISOR, Role.DISTRICT})
MAY_ASK = LOOKS_AT_SCHOOL | {Role.DISTRICT, Role.TEACHER}  # whom the world knows as a person
READS_INSTRUMENTS = frozenset({*AT_SCHOOL, Role.SUPERVISOR})


@dataclass(frozen=True)
class Page:
    """Open to `who` by `methods`. With `of`, only for rows of schools that they work for.

    `who` holds roles, or actors by name where a role says too much. `of` is a model, or the name
    of a row in a certain state, see world.py. `args` fills the rest of the address. `also` names
    answers that an open page may give besides 200 and a redirect.
    """

    who: frozenset
    methods: str = "GET"
    of: type | str | None = None
    args: tuple = ()
    also: tuple = ()

    def accepts(self, method):
        wanted = self.methods.split()
        return method in wanted or (method == "HEAD" and "GET" in wanted)


ANY = "GET POST PUT PATCH DELETE OPTIONS"
FORM = "GET POST PUT"  # Django's form views take PUT as POST
ASK = "GET POST"  # asked once, then done
