"""Finding, answering, abstaining and disagreement on question sets."""
