"""The form: one page that asks what a référentiel asks, checks with the same rules, and ends in the dossier."""
