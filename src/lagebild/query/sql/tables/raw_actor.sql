select article_id, a.id as id, a.name as name, a.kind as kind, a.country as country, a.sector as sector, a.known as known,
    a.source as source, a.roles as roles, len(a.mentions) as mentions,
    list_transform(list_filter(a.mentions, lambda m: m.kind in ('name', 'metonym')), lambda m: m.span.text) as names
from (select article_id, unnest(reading.actors) as a from readings)
