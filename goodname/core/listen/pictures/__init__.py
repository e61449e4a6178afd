"""Pictures: the words that a reader found on a screenshot, put in order."""
