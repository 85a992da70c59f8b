select claim, other, score, is_merged from doubtful_pair order by number, is_merged, claim, other limit $limit::bigint
