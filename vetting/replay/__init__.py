"""Recorded sessions: the cassette format, a player without network, and the comparison of grades then and now."""
