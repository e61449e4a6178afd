"""The question whether something is about the headteacher, and who reads it if it may be."""
