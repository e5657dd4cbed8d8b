"""Measurements and proofs, made by a command."""
