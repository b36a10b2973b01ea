"""A migration operation that makes a table append-only in the database itself."""

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
