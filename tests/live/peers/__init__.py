"""Real servers for the tests, each started on this machine and stopped again."""
