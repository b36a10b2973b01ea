"""Why a backup is not made or not restored, in words."""

from django.utils.translation import gettext_lazy as _

WHY = {
    "name_taken": _("%(path)s exists already. Choose another name; nothing was written."),
    "not_up_to_date": _(
        "The tables are older than this Sejawat. Run manage.py migrate, then try again."
    ),
    "not_ours": _("This file is not a backup of Sejawat. Nothing was changed."),
    "cut_short": _(
        "This backup ends too early: it was not copied whole. Nothing was changed."
        " Copy it again, or take the backup before it."
    ),
    "changed": _(
        "This backup is no longer as it was written. Nothing was changed."
        " Copy it again, or take the backup before it."
    ),
    "other_content": _(
        "This backup was put together anew: %(name)s is not what its manifest says."
        " Nothing was changed. Take a backup as Sejawat wrote it."
    ),
    "other_format": _(
        "This backup has format %(format)s, which this Sejawat does not read. Nothing was changed."
        " Restore it with the version that made it."
    ),
    "older": _(
        "This backup was made by an older Sejawat on %(made_at)s: it lacks %(name)s."
        " Nothing was changed. Restore it with the version of that day, then upgrade."
    ),
    "newer": _(
        "This backup was made by a newer Sejawat on %(made_at)s: it has %(name)s."
        " Nothing was changed. Upgrade, then restore it."
    ),
    "inhabited": _(
        "There are rows in %(table)s already. Nothing was changed."
        " Restore into an empty database, before Sejawat is started on it."
    ),
    "files_there": _(
        "There are stored files already, %(name)s among them. Nothing was changed."
        " Restore into an empty DATA_DIR."
    ),
    "does_not_fit": _("The database did not take it: %(why)s Nothing was changed."),
    "came_back_otherwise": _("%(name)s came back otherwise than it was kept. Nothing was changed."),
}


def sentence(refusal):
    return WHY[refusal.code] % refusal.params


def holds(manifest):
    tables, files = manifest["tables"].values(), manifest["files"].values()
    return _(
        "The backup of %(made_at)s is whole: %(rows)s rows in %(tables)s tables, %(files)s files."
    ) % {
        "made_at": manifest["made_at"],
        "rows": sum(facts["parts"] for facts in tables),
        "tables": len(tables),
        "files": len(files),
    }
