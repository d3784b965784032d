"""What every chat platform says and shows alike; pure."""
