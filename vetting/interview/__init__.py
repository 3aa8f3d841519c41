"""The main path: next question, take the answer, grade it, probe, finish; and what the answers add up to."""
