select id, 'party' as role, position, unnest(keys_of(p.actor_id, p.country)) as key
from (select id, unnest(parties) as p, generate_subscripts(parties, 1) - 1 as position from tie)
