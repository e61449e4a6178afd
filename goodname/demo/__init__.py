"""The made-up town of Wexcombe: a separate process that a demo desk can listen to."""
