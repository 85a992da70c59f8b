with total as (
    select id, arg_min(name, article_id) as name, arg_min(kind, article_id) as kind,
        arg_min({'c': country}, article_id).c as country, arg_min(sector, article_id) as sector,
        arg_min(known, article_id) as known, sum(mentions)::bigint as mentions, count(*) as articles
    from raw_actor group by id
),
written as (
    select id, list(name order by n desc, name)[:40] as names
    from (select id, name, count(*) as n from (select id, unnest(names) as name from raw_actor) group by id, name)
    group by id
)
select t.*, coalesce(w.names, []) as names from total t left join written w using (id)
