select
    (select count(*) from articles) as articles,
    (select count(*) from stories) as stories,
    (select count(*) from events) as events
