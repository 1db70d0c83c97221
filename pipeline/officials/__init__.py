"""Posts, the names of their holders, and who is who in an article."""
