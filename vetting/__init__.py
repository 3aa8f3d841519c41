"""Ask what only production teaches, and grade what comes back."""

__version__ = "0.1.0"
