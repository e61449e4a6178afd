"""Steps: the checklist of a case, laid out from a decision, and done by the right person."""
