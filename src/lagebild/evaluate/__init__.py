"""Scorers with the definitions of the gold standards, so that every figure of the README comes from one command."""
