"""What the bot remembers, in SQL: questions and their answers, feedback, passages that were shown, leases."""
