"""référentiel → what an acteur and a fiche must look like: the readers that check it."""
