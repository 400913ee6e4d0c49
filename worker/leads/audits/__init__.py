"""What `keepwarm audit` asks of the database: whether every promise holds, and how well leads are owned."""
