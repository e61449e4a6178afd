"""Several processes that write at once still make one chain."""

import os
import subprocess
import sys

BEGIN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from goodname.web.accounts.models import School
School.objects.create(name="Tansy Lane Primary School")
"""
WRITE = """
import django
django.setup()
from django.db import transaction
from goodname.web.accounts.models import School
from goodname.web.ledger.actions import record
for _ in range(25):
    with transaction.atomic():
        record(school=School.objects.get(), actor="system", kind="mention.heard")
"""
CHECK = """
import sys
import django
django.setup()
from goodname.web.ledger.models import LedgerEntry
from goodname.web.ledger.verification import run
print(LedgerEntry.objects.count())
sys.exit(run("", sys.stdout))
"""


def test_writers_queue_and_the_chain_is_whole(tmp_path):
    own = {
        **os.environ,
        "GOODNAME_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "goodname.web.config.settings",
    }
    subprocess.run([sys.executable, "-c", BEGIN], env=own, check=True)
    writers = [subprocess.Popen([sys.executable, "-c", WRITE], env=own) for _ in range(3)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    told = subprocess.run(
        [sys.executable, "-c", CHECK], env=own, check=False, capture_output=True, text=True
    )
    assert told.returncode == 0
    assert told.stdout.startswith("75\n")
    assert "Its last entry is number 75" in told.stdout
