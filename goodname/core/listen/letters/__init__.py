"""Letters: what comes into the mailbox, alerts and forwards among them."""
