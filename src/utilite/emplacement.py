"""Where the workspace is, before anything of it is read."""

from pathlib import Path

from utilite.errors import OperatorError

REFERENTIEL = "referentiel.yaml"


def trouve(depart: Path) -> Path:
    """The nearest folder upwards that holds `referentiel.yaml`.

    Raises OperatorError where there is none.
    """
    depart = depart.resolve()
    for dossier in (depart, *depart.parents):
        if (dossier / REFERENTIEL).exists():
            return dossier
    raise OperatorError(
        f"aucun « {REFERENTIEL} » dans {depart} ni au-dessus : "
        "placez-vous dans l'espace de travail (« utilite -C DOSSIER … »), ou tapez « utilite init mon-reseau »"
    )
