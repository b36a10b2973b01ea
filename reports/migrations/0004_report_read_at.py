from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_lines")]

    operations = [
        migrations.AddField("report", "read_at", models.DateTimeField(null=True, editable=False)),
    ]
