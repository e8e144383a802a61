"""Duixian (兑现): who promised what, by when, and did it happen?"""

__version__ = "0.1.0"
