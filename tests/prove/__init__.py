"""The proof: random sequences on the real product, every promise asked after each step.

`make prove` runs it long, `make test` five hundred steps on each database.
"""
