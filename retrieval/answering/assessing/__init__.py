"""How sure it is that the articles answer a question."""
