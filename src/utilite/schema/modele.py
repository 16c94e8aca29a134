"""templates/NAME/modele.yaml → Modele."""

from functools import partial
from pathlib import Path

from utilite import source
from utilite.diagnostic import Finding, Place, Route
from utilite.formes import dates, liste, nombres, objet, texte
from utilite.formes.spec import Cle, Lecture, Spec
from utilite.modele import FORMATS, Modele, Rubrique
from utilite.orthographe import seul, suggestion
from utilite.schema import cles

MANIFESTE = "modele.yaml"


def _lit_fichiers(node: source.Node, route: Route, lecture: Lecture) -> dict[str, str] | None:
    if not isinstance(node, source.Mapping):
        lecture.dit("forme-attendue", route, "un fichier par format est attendu ici", "par exemple « md: dossier.md »")
        return None
    fichiers: dict[str, str] = {}
    for nom, (_, valeur) in node.entries.items():
        if nom not in FORMATS:
            _sortie_inconnue(nom, node, route, lecture)
            continue
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


def _sortie_inconnue(nom: str, node: source.Mapping, route: Route, lecture: Lecture) -> None:
    libres = [format_ for format_ in FORMATS if format_ not in node.entries]
    lecture.dit(
        "sortie-inconnue",
        (*route, nom),
        f"aucun document ne se fait au format « {nom[:40]} »",
        suggestion(nom, libres, "remplacez par « {} »", f"formats possibles : {', '.join(FORMATS)}"),
        on_key=True,
        repair=seul(nom, libres),
    )


def _positif(node: source.Node, route: Route, lecture: Lecture) -> int | None:
    lu: int | None = nombres.lit_entier(node, route, lecture)
    if lu is not None and lu < 1:
        lecture.dit("hors-bornes", route, f"{lu} est trop petit", "au moins 1")
        return None
    return lu


_DECRIT_POSITIF = partial(nombres.decrit, Spec(forme="entier", bornes={"min": 1}), entier=True)

RUBRIQUE = {
    "titre": cles.TITRE,
    "reponses": cles.TEXTES,
    "obligatoire": cles.OUI_NON,
    "aide": cles.TEXTE_BRUT,
    "max_signes": Cle(lecteur=_positif, decrit=_DECRIT_POSITIF),
    "max_mots": Cle(lecteur=_positif, decrit=_DECRIT_POSITIF),
}
_LIT_RUBRIQUE = objet.de(RUBRIQUE)


def _lit_rubrique(node: source.Node, route: Route, lecture: Lecture) -> Rubrique | None:
    lu = _LIT_RUBRIQUE(node, route, lecture)
    if lu is None or ("reponses" in lu and lu["reponses"] is None):  # told: what it asks isn't known
        return None
    return Rubrique(
        titre=lu.get("titre") or "",
        reponses=lu.get("reponses") or (),
        obligatoire=bool(lu.get("obligatoire")),
        aide=lu.get("aide") or "",
        max_signes=lu.get("max_signes"),
        max_mots=lu.get("max_mots"),
        place=Place(lecture.file, route),
    )


RACINE = {
    "titre": cles.TITRE,
    "financeur": cles.TEXTE,
    "officiel": cles.OUI_NON,
    "portee": cles.parmi("fiche", "acteur", "reseau"),
    "public": cles.OUI_NON,
    "cloture": Cle(lecteur=dates.lit_jour, decrit=dates.decrit_jour),
    "pieces": cles.TEXTES,
    "rubriques": Cle(lecteur=liste.de(_lit_rubrique)),
    "fichiers": Cle(lecteur=_lit_fichiers, obligatoire=True),
}
_LIT = objet.de(RACINE)


def lit(document: source.Document, dossier: Path) -> tuple[Modele | None, list[Finding]]:
    """A template as far as its manifest could be read; None where that has no root."""
    if document.root is None:
        return None, []
    lecture = Lecture(document)
    lu = _LIT(document.root, (), lecture) or {}
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
        file=document.file,
        financeur=lu.get("financeur") or "",
        officiel=bool(lu.get("officiel")),
        portee=lu.get("portee") or "fiche",
        public=bool(lu.get("public")),
        cloture=lu.get("cloture"),
        pieces=lu.get("pieces") or (),
        rubriques=lu.get("rubriques") or (),
        fichiers=fichiers,
    )
    return modele, lecture.findings
