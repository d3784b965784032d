"""Telling a news item from the page around it, block by block."""
