"""What happened: political events by the codebook, coded from sentences."""

from lagebild.analyse.claims.coder import find_claims

__all__ = ["find_claims"]
