"""The documentation's own programs: what is generated, and what is run."""
