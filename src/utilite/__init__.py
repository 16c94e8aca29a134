"""utilite: self-evaluations of social utility, as plain files that are checked and rendered."""

__version__ = "0.1.0"
