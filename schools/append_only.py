"""Migration operations that make the database itself refuse changes to what has to stay."""

from django.db.migrations.operations.base import Operation

POSTGRESQL = """
CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_stays();
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays();
"""
POSTGRESQL_BACK = """
DROP TRIGGER {table}_stays ON {table};
DROP TRIGGER {table}_is_not_emptied ON {table};
DROP FUNCTION {table}_stays();
"""
SQLITE = [
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
]
SQLITE_BACK = ["DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete"]


class AppendOnly(Operation):
    """Refuse UPDATE and DELETE on the table of `model`, whoever asks.

    On SQLite a later change of the table makes it anew without its triggers: repeat this
    operation after such a migration (a test looks).
    """

    reversible = True

    def __init__(self, model):
        self.model = model

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._run(schema_editor, to_state.apps.get_model(app_label, self.model), SQLITE, POSTGRESQL)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model)
        self._run(schema_editor, model, SQLITE_BACK, POSTGRESQL_BACK)

    def describe(self):
        return f"Make {self.model} append-only"

    def _run(self, schema_editor, model, sqlite, postgresql):
        table = model._meta.db_table
        if schema_editor.connection.vendor == "sqlite":
            for statement in sqlite:
                schema_editor.execute(statement.format(table=table))
        else:
            schema_editor.execute(postgresql.format(table=table).replace("%", "%%"), params=None)


FROZEN_POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {when} THEN RAISE EXCEPTION '{table} is final'; END IF;
    RETURN {row};
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
FROZEN_POSTGRESQL_BACK = "DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
# Whoever empties a table at a stroke is asked no condition.
UNEMPTIED_POSTGRESQL = """
CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} holds what is final'; END $$;
CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept();
"""
UNEMPTIED_POSTGRESQL_BACK = "DROP TRIGGER {table}_kept ON {table}; DROP FUNCTION {table}_kept();"
FROZEN_SQLITE = (
    "CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} "
    "BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
)


class Frozen(Operation):
    """Refuse `events` on those rows of `model` for which the SQL condition `when` holds.

    In the condition {row} stands for the row; one that is changed is asked as it was and, with
    INSERT among the events, as it would be. What AppendOnly says about SQLite holds here too.
    """

    reversible = True

    def __init__(self, model, when, events=("UPDATE", "DELETE")):
        self.model, self.when, self.events = model, when, events

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model)
        for facts in self._triggers(model):
            if schema_editor.connection.vendor == "sqlite":
                schema_editor.execute(FROZEN_SQLITE.format(**facts))
            else:
                schema_editor.execute(FROZEN_POSTGRESQL.format(**facts), params=None)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(UNEMPTIED_POSTGRESQL.format(**facts), params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model)
        for facts in self._triggers(model):
            if schema_editor.connection.vendor == "sqlite":
                schema_editor.execute("DROP TRIGGER {name}".format(**facts))
            else:
                schema_editor.execute(FROZEN_POSTGRESQL_BACK.format(**facts), params=None)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(UNEMPTIED_POSTGRESQL_BACK.format(**facts), params=None)

    def describe(self):
        return f"Freeze what is final in {self.model}"

    def _triggers(self, model):
        table = model._meta.db_table
        for event in self.events:
            asked = {"INSERT": ["NEW"], "UPDATE": ["OLD"], "DELETE": ["OLD"]}[event]
            if event == "UPDATE" and "INSERT" in self.events:
                asked = ["OLD", "NEW"]
            yield {
                "name": f"{table}_{event.lower()}_frozen",
                "table": table,
                "event": event,
                "when": " OR ".join(f"({self.when.format(row=row)})" for row in asked),
                "row": "NEW" if event != "DELETE" else "OLD",
            }
