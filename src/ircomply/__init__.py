"""Who must be told what, by when, and why."""

__version__ = "0.1.0"
