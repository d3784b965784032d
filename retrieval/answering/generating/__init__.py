"""Answers worded by a language model, of which only what passes grounding is said."""
