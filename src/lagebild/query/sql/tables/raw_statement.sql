-- `about`: the actors, and their states, that have a mention in the quoted words.
select article_id, t, list_filter(sentences, lambda s: s.id = t.sentence)[1] as s,
    list_filter(sentences, lambda s: s.id = t.sentence_end)[1] as last, text,
    first_ones(flatten(list_transform(
        list_filter(actors, lambda a: len(list_filter(a.mentions, lambda m: len(list_filter(t.quote,
            lambda q: q.begin < m.span."end" and m.span.begin < q."end")) > 0)) > 0),
        lambda a: case when a.country <> 'IGO' then [a.id, 'ac-' || a.country] else [a.id] end))) as about
from (
    select article_id, reading.sentences as sentences, reading.article.text as text, reading.actors as actors,
        unnest(reading.statements) as t
    from readings
)
