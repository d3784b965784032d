"""A question in, an answer out, on any chat platform: once only, within limits, never silent."""
