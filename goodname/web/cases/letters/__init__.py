"""Letters: drafted, checked for names and tone, and sent once."""
