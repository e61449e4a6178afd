"""Web pages: what they say, what is new on them, the reviews on them, and whether we are welcome."""
