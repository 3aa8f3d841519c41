"""A proposal on paper: what it promises, what it leaves open, what it costs, and what to write back."""
