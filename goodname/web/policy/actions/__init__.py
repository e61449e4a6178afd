"""Every write to a school's policy: one function each, with its line in the ledger."""
