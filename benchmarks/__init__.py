"""How fast Keepwarm is, always beside a ceiling or a rival measured in the same run: `make bench`.

A benchmark is a module with `measure(quick) -> list[Row]` and, where it says something,
`profile(quick) -> list[str]`: the lines in which the product spends its time.
"""
