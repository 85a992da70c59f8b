select judgement_id, kind, target_id, author, reason, made_at, undone, actor, value, actors, article_ids
from judgements
order by made_at, judgement_id
