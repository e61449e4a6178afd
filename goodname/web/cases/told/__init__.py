"""What people wrote down about a case: notes, calls, talks, and the files that they brought."""
