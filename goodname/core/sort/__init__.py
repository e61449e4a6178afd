"""Sort: which school a text means, what it does, and what could be wrong with it."""
