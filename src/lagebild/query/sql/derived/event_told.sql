-- Which articles tell of an event, by its row.
select rowid as row, unnest(articles) as article_id from event
