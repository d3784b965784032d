"""Feeds: what they say, when they are asked again, and lists of them."""
