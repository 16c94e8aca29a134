"""templates/NAME/modele.yaml → Modele."""

from pathlib import Path

from utilite import source
from utilite.diagnostic import Finding, Route
from utilite.formes import dates, objet, texte
from utilite.formes.spec import Cle, Lecture
from utilite.modele import Modele
from utilite.schema import cles

MANIFESTE = "modele.yaml"


def _lit_fichiers(node: source.Node, route: Route, lecture: Lecture) -> dict[str, str] | None:
    if not isinstance(node, source.Mapping):
        lecture.dit("forme-attendue", route, "un fichier par format est attendu ici", "par exemple « md: dossier.md »")
        return None
    fichiers: dict[str, str] = {}
    for nom, (_, valeur) in node.entries.items():
        if isinstance(valeur, source.Mapping):  # a fillable form: its own keys
            continue
        lu = texte.lit(valeur, (*route, nom), lecture)
        if lu and (Path(lu).name != lu or lu.startswith(".")):
            lecture.dit(
                "modele-fautif",
                (*route, nom),
                f"« {lu} » doit être un fichier du dossier du modèle",
                "donnez son seul nom, sans dossier",
            )
        elif lu:
            fichiers[nom] = lu
    return fichiers


_RACINE = objet.de(
    {
        "titre": cles.TITRE,
        "financeur": cles.TEXTE,
        "officiel": cles.OUI_NON,
        "portee": cles.parmi("fiche", "acteur", "reseau"),
        "public": cles.OUI_NON,
        "cloture": Cle(lecteur=dates.lit_jour),
        "pieces": cles.TEXTES,
        "rubriques": cles.BRUT,
        "fichiers": Cle(lecteur=_lit_fichiers, obligatoire=True),
    }
)


def lit(document: source.Document, dossier: Path) -> tuple[Modele | None, list[Finding]]:
    """A template as far as its manifest could be read; None where that has no root."""
    if document.root is None:
        return None, []
    lecture = Lecture(document)
    lu = _RACINE(document.root, (), lecture) or {}
    fichiers = lu.get("fichiers") or {}
    for format_, nom in fichiers.items():
        if not (dossier / nom).is_file():
            lecture.dit(
                "modele-fautif",
                ("fichiers", format_),
                f"le fichier « {nom} » n'est pas dans le dossier du modèle",
                "ajoutez-le, ou corrigez son nom",
            )
    modele = Modele(
        nom=dossier.name,
        dossier=dossier,
        titre=lu.get("titre") or dossier.name,
        financeur=lu.get("financeur") or "",
        officiel=bool(lu.get("officiel")),
        portee=lu.get("portee") or "fiche",
        public=bool(lu.get("public")),
        pieces=lu.get("pieces") or (),
        fichiers=fichiers,
    )
    return modele, lecture.findings
