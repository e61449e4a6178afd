"""What the school does from the first word to the closing of a case: ten stories, each on its own desk."""
