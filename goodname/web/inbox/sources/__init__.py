"""Where we listen: the pages about sources."""
