"""Every write to a case: one function each, atomic, with its line in the ledger."""
