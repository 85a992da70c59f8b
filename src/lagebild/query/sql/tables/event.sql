with told as (
    select e.id, a.number, s.outlet, s.published_first, s.published_last
    from picture_events e, unnest(e.articles) with ordinality as a(article_id, number)
    join article s on s.id = a.article_id
),
report as (
    select id, min(published_first) as reported_first, max(published_last) as reported_last,
        first_ones(list_filter(list(outlet order by number), lambda o: o is not null)) as outlets
    from told group by id
)
select e.id, e.type, e.mode,
    case when e.type in ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') then 'verbal cooperation'
        when e.type in ('COOPERATE', 'AID', 'RETREAT') then 'material cooperation'
        when e.type in ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') then 'verbal conflict'
        else 'material conflict' end as quad,
    e.date.start as first_day, e.date."end" as last_day, e.date.basis as date_basis, e.status, e.actors, e.recipients,
    e.place, e.place_country, len(e.origins) as sources, len(e.claims) as claims,
    len(list_filter(e.differences, lambda d: not d.compatible)) as contradictions, len(e.differences) as differences,
    r.reported_first, r.reported_last, e.articles, coalesce(r.outlets, []) as outlets
from picture_events e left join report r using (id)
