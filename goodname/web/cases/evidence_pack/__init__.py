"""Evidence packs: what a case can hand to somebody outside, cut down to what they are owed."""
