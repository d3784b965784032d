"""Answers of a hostile language model."""
