"""The REST API under /api/v1: what a store knows as JSON, and the two ways of writing to it (articles and judgements)."""
