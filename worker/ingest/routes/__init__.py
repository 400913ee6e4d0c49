"""What each verdict does: a few lines each, the only place in ingest that changes leads."""
