"""Articles of a day → stories with cited points; no clock and no platform."""
