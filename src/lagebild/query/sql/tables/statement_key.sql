select id, role, position, unnest(keys_of(p.actor_id, p.country)) as key
from (
    select id, 'speaker' as role, unnest(speakers) as p, generate_subscripts(speakers, 1) - 1 as position from statement
    union all by name
    select id, 'addressee' as role, addressee as p, 0 as position from statement where addressee is not null
)
union all by name
select id, 'about' as role, generate_subscripts(about, 1) - 1 as position, unnest(about) as key from statement
