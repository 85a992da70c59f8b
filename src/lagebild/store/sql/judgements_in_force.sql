select judgement_id, kind, target_id, author, reason, made_at, undone, actor, value, actors, article_ids
from judgements
qualify row_number() over (partition by target_id order by made_at desc, judgement_id desc) = 1
    and not undone
order by target_id
