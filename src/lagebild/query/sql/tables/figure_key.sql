select id, 'of' as role, position, unnest(keys_of(p.actor_id, p.country)) as key
from (select id, unnest("of") as p, generate_subscripts("of", 1) - 1 as position from figure)
