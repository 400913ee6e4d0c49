"""What stands around a person's own words: quotes, forwards, signatures, and who wrote what. Pure."""
