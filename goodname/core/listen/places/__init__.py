"""Places: what a pasted address is, and whose page nobody listens to."""
