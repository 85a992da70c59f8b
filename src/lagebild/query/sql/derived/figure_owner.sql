-- Whose a figure is, by its row: the owner itself, and its state.
select row, key
from (
    select rowid as row, unnest(list_distinct(flatten(list_transform("of",
        lambda p: [p.actor_id, case when p.country <> 'IGO' then 'ac-' || p.country end])))) as key
    from figure
)
where key is not null
order by key, row
