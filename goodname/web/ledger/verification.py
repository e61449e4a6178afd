"""Checks every school's chain for `goodname verify --ledger`, and says in words what it found."""

from typing import TextIO

from django.apps import apps

from goodname.core.prove.chain import Broken

from .queries import end_of, verify


def run(head: str, out: TextIO) -> int:
    """0 when every chain is whole and `head` (a seal that was kept, or "") stands in one; else 1.

    A seal that was typed in from paper may have spaces in it and capital letters.
    """
    kept = "".join(head.split()).lower()
    broken, found = False, not kept
    for school in apps.get_model("accounts", "School").objects.order_by("pk"):
        told = verify(school, kept)
        # With several schools the seal that was kept can only stand in one of their chains.
        faults = [fault for fault in told if fault.what is not Broken.TRUNCATED]
        found = found or len(faults) == len(told)
        broken = broken or bool(faults)
        print(_verdict(school, bool(faults)), file=out)
        for fault in faults:
            print(f"  {fault}", file=out)
    if not found:
        print(f"The seal {kept} stands in no ledger: entries were cut off or replaced.", file=out)
    return 1 if broken or not found else 0


def _verdict(school: object, broken: bool) -> str:
    if broken:
        return f"{school}: the ledger is not whole."
    seq, end = end_of(school)
    return f"{school}: the ledger is whole. Its last entry is number {seq}, sealed {end}"
