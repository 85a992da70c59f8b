select article_id
from event_claims
where claim_id = $claim_id
