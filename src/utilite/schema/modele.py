"""templates/NAME/modele.yaml → Modele."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from utilite import source
from utilite.diagnostic import Finding, Place, Route
from utilite.formes import dates, editeur, liste, nombres, objet, texte
from utilite.formes.spec import Cle, Lecture, Spec
from utilite.modele import A_REMPLIR, FORMATS, Formulaire, Modele, Rubrique
from utilite.orthographe import seul, suggestion
from utilite.schema import cles

MANIFESTE = "modele.yaml"


class _Sources(NamedTuple):
    """What makes each output, by format."""

    fichiers: dict[str, str]
    formulaires: dict[str, Formulaire]


def _lit_fichiers(node: source.Node, route: Route, lecture: Lecture) -> _Sources | None:
    if not isinstance(node, source.Mapping):
        lecture.dit("forme-attendue", route, "un fichier par format est attendu ici", "par exemple « md: dossier.md »")
        return None
    sources = _Sources({}, {})
    for nom, (_, valeur) in node.entries.items():
        if nom not in FORMATS:
            _sortie_inconnue(nom, node, route, lecture)
        elif isinstance(valeur, source.Mapping) and nom in A_REMPLIR:
            lu = _LIT_FORMULAIRE(valeur, (*route, nom), lecture)
            if lu and lu.get("champs"):
                vierge = lu.get("formulaire")
                sources.formulaires[nom] = Formulaire(
                    lu["champs"], Path(vierge) if vierge else None, lu.get("source") or ""
                )
        else:
            fichier = _lit_fichier(valeur, (*route, nom), lecture)
            if fichier:
                sources.fichiers[nom] = fichier
    return sources


def _lit_fichier(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """The name of a file of the template's folder."""
    lu: str | None = texte.lit(node, route, lecture)
    if lu and (Path(lu).name != lu or lu.startswith(".")):
        message = f"« {lu} » doit être un fichier du dossier du modèle"
        lecture.dit("modele-fautif", route, message, "donnez son seul nom, sans dossier")
        return None
    return lu


FORMULAIRE = {
    "formulaire": Cle(lecteur=_lit_fichier, texte=True, decrit=editeur.ligne),
    "champs": cles.obligatoire(_lit_fichier, "champs.yaml", est_texte=True),
    "source": cles.TEXTE,
}
"""A form to fill: the blank one, and the file that says what answers each of its fields."""
_LIT_FORMULAIRE = objet.de(FORMULAIRE)


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
    """A template as far as its manifest could be read; None where that has no root, or too many faults."""
    if document.root is None:
        return None, []
    lecture, racine = Lecture(document), document.root
    return lecture.jusqu_au_bout(lambda: _lit_manifeste(racine, dossier, lecture))


def _lit_manifeste(racine: source.Mapping, dossier: Path, lecture: Lecture) -> Modele:
    lu = _LIT(racine, (), lecture) or {}
    sources = lu.get("fichiers") or _Sources({}, {})
    formulaires = {f: _place(v, dossier) for f, v in sources.formulaires.items()}
    for route, nom in _nommes(sources):
        if not _est_la(dossier, nom):
            lecture.dit(
                "modele-fautif",
                ("fichiers", *route),
                f"le fichier « {nom} » n'est pas dans le dossier du modèle",
                "ajoutez-le, ou corrigez son nom",
            )
    return Modele(
        nom=dossier.name,
        dossier=dossier,
        titre=lu.get("titre") or dossier.name,
        file=lecture.file,
        financeur=lu.get("financeur") or "",
        officiel=bool(lu.get("officiel")),
        portee=lu.get("portee") or "fiche",
        public=bool(lu.get("public")),
        cloture=lu.get("cloture"),
        pieces=lu.get("pieces") or (),
        rubriques=lu.get("rubriques") or (),
        fichiers=sources.fichiers,
        formulaires=formulaires,
    )


def _est_la(dossier: Path, nom: str) -> bool:
    """Whether a template has a file, that isn't a link out of the workspace."""
    chemin = dossier / nom
    return chemin.is_file() and chemin.resolve().is_relative_to(dossier.parents[1].resolve())


def _place(formulaire: Formulaire, dossier: Path) -> Formulaire:
    """With the blank form where it lies, and no longer in the manifest's terms."""
    return formulaire._replace(vierge=dossier / formulaire.vierge if formulaire.vierge else None)


def _nommes(sources: _Sources) -> Iterator[tuple[Route, str]]:
    """Each file that a manifest names, and where it does."""
    for format_, nom in sources.fichiers.items():
        yield (format_,), nom
    for format_, formulaire in sources.formulaires.items():
        yield (format_, "champs"), formulaire.champs
        if formulaire.vierge is not None:
            yield (format_, "formulaire"), formulaire.vierge.name
