select p.event_id, e.type, e.mode, e.actors, e.recipients, p.due, p.outcome, p.fulfilled_by, p.announced_in, p.why, p.evidence
from picture_promises p join picture_events e on e.id = p.event_id
