select reading from read_parquet($file) where article_id = $id
