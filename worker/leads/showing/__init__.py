"""Leads and owners as people and programs look at them: lists, rows, one lead in full, who has what."""
