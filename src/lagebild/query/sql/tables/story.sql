with member as (select id, unnest(articles) as article_id, generate_subscripts(articles, 1) as number from picture_stories),
told as (
    select m.id, first_ones(list_filter(list(a.outlet order by m.number), lambda o: o is not null)) as outlets,
        count(distinct a.origin) as sources
    from member m join article a on a.id = m.article_id group by m.id
),
counted as (
    select a.story_id as id, count(distinct e.id) as events
    from (select id, unnest(articles) as article_id from picture_events) e join article a on a.id = e.article_id
    where a.story_id is not null
    group by a.story_id
)
select s.id, s.title, s.start as first_day, s."end" as last_day, s.articles, coalesce(t.outlets, []) as outlets,
    coalesce(t.sources, 0) as sources, coalesce(c.events, 0) as events,
    s.merged_from, s.split_from
from picture_stories s left join told t using (id) left join counted c using (id)
