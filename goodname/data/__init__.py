"""What the product knows about the world, kept on disk as files that a person can read."""
