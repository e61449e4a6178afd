"""Triage: finding, putting away, snoozing and handing on what was heard, one by one or many at once."""
