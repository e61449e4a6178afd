"""Looks at one person's own page: each with a reason, and a second one only with a yes."""
