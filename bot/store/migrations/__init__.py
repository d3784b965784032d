"""The steps that bring the bot's tables from any earlier version to this one."""
