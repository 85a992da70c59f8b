select actor_id, added_at, actor from own_actors order by actor_id
