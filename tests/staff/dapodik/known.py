"""People we have already, and what we have once a plan is carried out."""

from staff.dapodik.comparing import Known, compare
from staff.dapodik.merging import VALUES


def compared(*lists, known=(), **options):
    return compare(list(lists), list(known), **options)


def known(pk=1, name="Sitti Ramlah", *, here=True, side="teachers", birth_date=None, **fields):
    """Somebody we have, with these fields filled."""
    numbers = {name: fields.get(name, "") for name in ("nik_key", "nuptk", "nip", "ni_pppk")}
    blank = dict.fromkeys(VALUES, "")
    fields = blank | {"name": name, "birth_date": birth_date} | fields
    return Known(
        pk, name, birth_date, **numbers, fields=fields, here=here, side=side if here else ""
    )


def carried_out(plan, before=()):
    """Everyone we have once the plan is done, as whoever carries it out would write it."""
    people = {person.pk: person for person in before}
    for entry in plan.entries:
        if entry.known_pk is None:
            pk = max(people, default=0) + 1
            values = {name: getattr(entry.row, name) for name in VALUES}
            people[pk] = known(pk, **values)
        else:
            person = people[entry.known_pk]
            fields = person.fields | {change.field: change.after for change in entry.changes}
            people[person.pk] = known(person.pk, side=person.side, **fields)
    return list(people.values())
