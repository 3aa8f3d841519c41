"""The nouns: frozen pydantic models. They know the scale and nothing else."""
