"""`texte`: one line."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from utilite import francais, source
from utilite.diagnostic import Route, Span
from utilite.formes import bornes, editeur, motifs
from utilite.formes.spec import Cle, Fragment, Lecteur, Lecture, Reponse, Schema, Spec

SAISIE = "ligne"
CONSEIL = ""
NUMERIQUE = False
DEMANDE: tuple[str, ...] = ("valeur",)
BORNES: Mapping[str, Lecteur] = {"min": bornes.longueur, "max": bornes.longueur, "motif": bornes.motif}


def brut(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """Any text, whatever its lines."""
    if type(node) is source.Scalar:
        return node.value.strip()
    if type(node) is not source.Unread:
        _pas_un_texte(node, route, lecture)
    return None


def libre(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """Any text that people will read: the rules that read prose see it."""
    texte = node.value.strip() if type(node) is source.Scalar else brut(node, route, lecture)
    if texte is not None:
        lecture.textes.append((route, texte))
    return texte


def lit(node: source.Node, route: Route, lecture: Lecture) -> str | None:
    """A text of one line."""
    if type(node) is not source.Scalar:
        return libre(node, route, lecture)
    texte = node.value.strip()
    lecture.textes.append((route, texte))
    if "\n" in texte:
        lecture.dit(
            "texte-sur-une-ligne",
            route,
            "ce texte doit tenir sur une ligne",
            "retirez les retours à la ligne ; les longs textes ont leurs propres champs",
        )
        return " ".join(texte.split())
    return texte


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:  # noqa: ARG001
    """A reader of one line, with its bounds."""
    return avec_longueur(lit, spec)


def avec_longueur(base: Lecteur, spec: Spec) -> Lecteur:
    """The same reader, that also checks `min`, `max` (in signs) and `motif`."""
    if not spec.bornes and not spec.motif:
        return base
    mini, maxi = spec.bornes.get("min"), spec.bornes.get("max")
    suit = motifs.compile_(spec.motif) if spec.motif else None

    def lit_borne(node: source.Node, route: Route, lecture: Lecture) -> str | None:
        texte: str | None = base(node, route, lecture)
        if texte is None:
            return None
        if maxi is not None and len(texte) > maxi:
            compte = f"{francais.compte(len(texte), 'signe')} sur {francais.nombre(maxi)}"
            hint = f"raccourcissez de {francais.compte(len(texte) - maxi, 'signe')}"
            lecture.dit("hors-bornes", route, f"trop long : {compte}", hint)
        elif mini is not None and len(texte) < mini:
            compte = f"{francais.compte(len(texte), 'signe')}, {francais.nombre(mini)} au moins"
            lecture.dit("hors-bornes", route, f"trop court : {compte}", "dites-en un peu plus")
        if suit is not None and not suit(texte):
            attendu = f"le référentiel demande le motif {spec.motif}"
            hint = f"écrivez par exemple : {spec.exemple} ({attendu})" if spec.exemple else attendu
            lecture.dit("motif", route, f"« {texte[:60]} » n'a pas la forme attendue", hint)
        return texte

    return lit_borne


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:  # noqa: ARG001
    """A line, with its bounds."""
    return decrit_borne(spec, une_ligne=True)


def decrit_borne(spec: Spec, *, une_ligne: bool = False, forme: Fragment | None = None) -> Schema:
    """A text with its `min`, its `max`, and its `motif` where editors read it as we do."""
    parties = [forme] if forme else []
    if spec.motif and bornes.est_portable(spec.motif):
        exemple = f" Par exemple : {spec.exemple}" if spec.exemple else ""
        message = f"Ce texte n'a pas la forme attendue.{exemple}"
        parties.append({"pattern": editeur.entoure(spec.motif), "patternErrorMessage": message})
    mini, maxi = spec.bornes.get("min") or 0, spec.bornes.get("max")
    if not parties and not mini and maxi is None:
        return editeur.ligne() if une_ligne else editeur.libre()
    return editeur.texte(*parties, une_ligne=une_ligne, mini=mini, maxi=maxi)


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:  # noqa: ARG001
    """The text itself."""
    return str(valeur)


def reponses(spec: Spec) -> Mapping[str, Cle]:
    """`valeur: "…"`."""
    return {"valeur": Cle(lecteur=avec_longueur(libre, spec), texte=True, decrit=partial(decrit_borne, spec))}


def dit_reponse(reponse: Reponse, spec: Spec) -> str:  # noqa: ARG001
    """The text itself."""
    return str(reponse.valeur)


def _pas_un_texte(node: source.Node, route: Route, lecture: Lecture) -> None:
    ecrit = lecture.document.text[node.start_mark.index : node.end_mark.index].strip()
    ligne = ecrit.split("\n", 1)[0].strip()
    bloc = isinstance(node, source.Mapping) and (not node.flow or not ecrit.startswith("{"))
    if isinstance(node, source.Mapping) and list(node.entries) == ["non_renseigne"]:
        hint = "laissez le champ vide ; « non_renseigne: » est pour les mesures"
        lecture.dit("forme-attendue", route, "un texte est attendu ici", hint)
        return
    if isinstance(node, source.Mapping) and bloc and len(node.entries) == 1 and ": " in ligne:
        if not node.flow:
            ligne = source.without_comment(ligne)
        exact = _sur_une_ligne(node)
        lecture.dit(
            "deux-points",
            route,
            f"« {ligne[:60]} » contient un deux-points suivi d'une espace : YAML y voit une clé et sa valeur",
            f"mettez le texte entre guillemets : {source.quoted(ligne)}",
            span=exact or lecture.document.span(node),
            repair=source.quoted(ligne) if exact else None,
        )
        return
    quoi, signes = (
        ("une liste", "les crochets") if isinstance(node, source.Sequence) else ("des sous-rubriques", "les accolades")
    )
    if ecrit[:1] in ("[", "{"):
        hint = f"retirez {signes}, ou mettez le tout entre guillemets : {source.quoted(ligne)}"
    else:
        hint = "retirez les tirets" if isinstance(node, source.Sequence) else "écrivez le texte à la suite de la clé"
    lecture.dit("forme-attendue", route, f"un texte est attendu ici, pas {quoi}", hint)


def _sur_une_ligne(node: source.Mapping) -> Span | None:
    """Where `clé: valeur` stands, without the comment that may follow; None where it runs on."""
    ((_, valeur),) = node.entries.values()
    debut, fin = node.start_mark, valeur.end_mark
    if type(valeur) is not source.Scalar or fin.line != debut.line:
        return None
    return Span(debut.line + 1, debut.column + 1, debut.line + 1, fin.column + 1)
