"""Many fiches → figures: pure, from values to values."""
