-- Which articles mention an actor.
select id as actor_id, unnest(articles) as article_id from actor_more
