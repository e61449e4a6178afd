"""Support for those who were hurt: who was asked how they are, what was offered, when to ask again."""
