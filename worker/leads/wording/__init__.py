"""Whether the words of a next action say what to do, and a better one where they do not. Pure."""
