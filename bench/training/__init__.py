"""Weights fitted from data, cross-validated."""
