select id, date.why as date_why, differences, status_history as history from picture_events
