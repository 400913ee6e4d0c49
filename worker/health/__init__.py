"""Health: whether this process lives, whether the whole is ready for work, and what is counted.

Stands beside the flow and changes nothing. watching.py puts it together for a process that lives until it is
told to stop; checks.py and gauges.py read the database, server.py answers whoever asks.
"""
