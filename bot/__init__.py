"""Where it is said: the terminal, the chat platforms and the command."""
