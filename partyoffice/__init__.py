"""党务办公室: an offline desktop program for one school's Party-affairs office."""

__version__ = "0.1.0"
