"""The two homes of every story: one process on SQLite, and many on PostgreSQL with Redis."""
