"""Digests delivered while replicas are killed, and stories grouped."""
