"""Where a workspace keeps what editors read of its files: for them alone, nothing here reads it."""

DOSSIER = "schema"


def fichier(genre: str) -> str:
    """The name of a schema's file; those of `prive/` name their neighbour's."""
    return f"{genre}.schema.json"
