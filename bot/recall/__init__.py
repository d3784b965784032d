"""What was shown once, found again: passages, answers, stories."""
