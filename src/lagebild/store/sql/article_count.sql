select count(*) as articles from readings
