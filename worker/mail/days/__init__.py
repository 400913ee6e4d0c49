"""Days as people write them: the day a text names, asks us to wait for, promises, or comes back on. Pure."""
