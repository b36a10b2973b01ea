from django.db import migrations, models
from django.utils import timezone


def count_again(apps, schema_editor):
    """Without its lines a summary has nothing to open: workers count each of them anew."""
    summaries = apps.get_model("reports", "Summary").objects
    summaries.update(state="queued", token=None, attempts=0, due_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_asked")]

    operations = [
        migrations.RemoveField("summary", "people"),
        migrations.AddField("summary", "lines", models.JSONField(default=dict)),
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]
