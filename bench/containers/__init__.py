"""The container built, and replicas of it run."""
