import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_absences'),
        ('cases', '0003_packs'),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='words',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='check',
            name='answer',
            field=models.CharField(blank=True, default='', max_length=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='check',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='accounts.person'),
        ),
        migrations.AddField(
            model_name='check',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
    ]
