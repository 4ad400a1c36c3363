"""Say how to get a small batch made, and why: rules, possible values, and an explanation for every answer."""

__version__ = "0.1.0"
