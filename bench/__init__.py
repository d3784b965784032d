"""Measurements: quality, speed and memory, each against a baseline in the same run. `python -m bench NAME`."""
