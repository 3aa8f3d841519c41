"""The screen: pages that read state, call one engine function, and draw."""
