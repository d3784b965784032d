"""The bot under load on fake platforms."""
