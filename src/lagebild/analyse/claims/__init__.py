"""What happened: political events by the codebook, coded from sentences."""

from lagebild.analyse.claims.coder import find_claims
from lagebild.analyse.claims.record import event_record, event_records

__all__ = ["event_record", "event_records", "find_claims"]
