"""Fetching from the web: safely, politely, and no more than is needed."""
