"""Who has which part in a case, and from whom it is therefore kept."""
