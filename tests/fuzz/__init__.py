"""Mail that no program writes: hostile, broken, mutated. Whatever it is, it is read within limits."""
