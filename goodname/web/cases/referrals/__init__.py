"""What a person hands to a platform, a helpline, the police or another body, and what became of it."""
