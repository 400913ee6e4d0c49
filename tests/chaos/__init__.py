"""Faults on purpose, and a checker with ground truth from the mail servers: `make chaos`."""
