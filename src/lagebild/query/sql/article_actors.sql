and id in (
    select article_id from (select id as actor, unnest(articles) as article_id from actor_more)
    where list_contains($actors::varchar[], actor)
    group by article_id having count(*) = len($actors::varchar[]))
