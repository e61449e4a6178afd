from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_act'),
    ]

    operations = [
        migrations.AddField(
            model_name='referral',
            name='answers',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='referral',
            name='given_to',
            field=models.CharField(blank=True, max_length=120),
        ),
    ]
