select id, role, position, unnest(keys_of(p.actor_id, p.country)) as key
from (
    select id, 'actor' as role, unnest(actors) as p, generate_subscripts(actors, 1) - 1 as position from event
    union all by name
    select id, 'recipient' as role, unnest(recipients) as p, generate_subscripts(recipients, 1) - 1 + len(actors) as position
    from event
)
