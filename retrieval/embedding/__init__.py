"""Texts in, vectors out: one module for each implementation."""
