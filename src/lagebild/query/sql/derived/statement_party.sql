-- Who makes a statement, and of whom or to whom, by its row: the party itself, and its state.
select row, speaks, key
from (
    select rowid as row, true as speaks, unnest(list_distinct(flatten(list_transform(speakers,
        lambda p: [p.actor_id, case when p.country <> 'IGO' then 'ac-' || p.country end])))) as key
    from statement
    union all
    select rowid, false, unnest(list_distinct(list_concat(about,
        [addressee.actor_id, case when addressee.country <> 'IGO' then 'ac-' || addressee.country end])))
    from statement
)
where key is not null
order by key, row
