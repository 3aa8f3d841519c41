"""What protects the person who is interviewed: who they are stays here when a model reads what they said."""
