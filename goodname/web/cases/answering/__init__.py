"""How we answer: praise, questions and criticism side by side, and whether like cases are treated alike."""
