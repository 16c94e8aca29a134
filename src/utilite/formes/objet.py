"""`objet`: a set of named fields; also how every mapping of a file is read."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from utilite import francais, source
from utilite.diagnostic import Route
from utilite.formes import editeur
from utilite.formes.spec import Champ, Cle, Lecteur, Lecture, Schema, Spec
from utilite.orthographe import proche, seul

SAISIE = "objet"
CONSEIL = ""
BORNES: Mapping[str, Lecteur] = {}

_RIEN = frozenset({"~", "null", "Null", "NULL"})
DOUTEUX = frozenset(
    "~nN\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""How a text begins that may be nothing, or blanks (`str.isspace`): the others are told from it without a call."""
_MONTREES = 12


def est_vide(node: source.Node, texte: bool = False) -> bool:
    """Whether a value counts as missing; in a text « ~ » and « null » are words."""
    if type(node) is source.Scalar:
        ecrit = node.value
        return not ecrit or ecrit.isspace() or (len(ecrit) < 5 and not texte and ecrit in _RIEN and not node.style)
    if isinstance(node, source.Mapping):
        return not node.entries
    return isinstance(node, source.Sequence) and all(map(tout_vide, node.items))


def tout_vide(node: source.Node) -> bool:
    """Whether nothing in it is filled in: an item of a list that is still to be written."""
    if type(node) is source.Scalar:
        return not node.value or (node.value[0] in DOUTEUX and est_vide(node))
    if type(node) is not source.Mapping:
        return est_vide(node)
    for _, valeur in node.entries.values():  # noqa: SIM110 - the first is mostly enough: `all` starts slowly
        if not tout_vide(valeur):
            return False
    return True


class Ailleurs(NamedTuple):
    """Where a key that is unknown here belongs: what to write, and the key of this object that it is under."""

    hint: str
    sous: str = ""


def de(cles: Mapping[str, Cle], aussi: Mapping[str, Ailleurs] | None = None) -> Lecteur:
    """A reader of a mapping: what each known key holds, in a dict.

    A missing or empty key is absent from the dict; one that couldn't be read is None.
    A key that is near a missing one is read under its name, once its spelling has been told.
    `aussi` says, of keys that belong elsewhere, what to write here instead.
    """
    obligatoires = [nom for nom, cle in cles.items() if cle.obligatoire]
    lecteurs = {nom: (cle.lecteur, cle.texte) for nom, cle in cles.items()}
    profonds = {nom for nom, cle in cles.items() if cle.profond}

    def lit(node: source.Node, route: Route, lecture: Lecture) -> dict[str, Any] | None:
        if type(node) is not source.Mapping:
            if type(node) is not source.Unread:
                _pas_un_objet(node, route, lecture, cles)
            return None
        scalaire, ensemble = source.Scalar, source.Mapping
        lus: dict[str, Any] = {}
        inconnus: list[str] = []
        for nom, (_, valeur) in node.entries.items():
            connu = lecteurs.get(nom)
            if connu is None:
                inconnus.append(nom)
                continue
            if type(valeur) is scalaire:  # the common case, told from an empty value without a call
                ecrit = valeur.value
                vide = not ecrit or (ecrit[0] in DOUTEUX and est_vide(valeur, connu[1]))
            elif nom in profonds:
                vide = tout_vide(valeur)
            else:
                vide = not valeur.entries if type(valeur) is ensemble else est_vide(valeur)
            if not vide:
                lus[nom] = connu[0](valeur, route + (nom,), lecture)
        for nom in inconnus:
            _inconnu(nom, node, route, lecture, cles, aussi or {}, lus)
        for nom in () if route and inconnus and not lus else obligatoires:  # nothing of it was understood
            if nom not in lus:
                _manque(nom, node, route, lecture, cles)
        return lus

    return lit


def _manque(nom: str, node: source.Mapping, route: Route, lecture: Lecture, cles: Mapping[str, Cle]) -> None:
    exemple = cles[nom].exemple
    court = 0 < len(exemple) < 40
    suite = f" « {nom}: {exemple} », par exemple" if court else f" « {nom}: » et sa valeur"
    if nom not in node.entries:
        lecture.manque(route, nom, f"ajoutez la ligne{suite}")
        return
    valeur = node.entries[nom][1]
    hint = f"complétez{suite if court else f' « {nom}: »'}"
    if isinstance(valeur, source.Scalar) and valeur.style in ("|", ">"):
        hint = f"écrivez à la ligne, en retrait sous « {nom}: {valeur.style} »"
    lecture.manque((*route, nom), nom, hint)


def _inconnu(
    nom: str,
    node: source.Mapping,
    route: Route,
    lecture: Lecture,
    cles: Mapping[str, Cle],
    aussi: Mapping[str, Ailleurs],
    lus: dict[str, Any],
) -> None:
    libres = [c for c in cles if c not in node.entries]
    voisin = None if nom in aussi else proche(nom, libres)
    valeur = node.entries[nom][1]
    repair = None
    if voisin is not None:
        hint = f"remplacez par « {voisin} »"
        repair = seul(nom, libres) if voisin not in lus else None  # two slips for one key: who knows
        if not est_vide(valeur, cles[voisin].texte) and voisin not in lus:
            lus[voisin] = cles[voisin].lecteur(valeur, (*route, nom), lecture)
        lus.setdefault(voisin, None)
    elif nom in aussi:
        hint = aussi[nom].hint
        if aussi[nom].sous and aussi[nom].sous not in node.entries:
            lus.setdefault(aussi[nom].sous, None)  # told: what misses there is this key
    elif proche(nom, cles) is not None:
        hint = f"« {proche(nom, cles)} » est déjà là : réunissez les deux, ou retirez celle-ci"
    elif libres:
        suite = f"… ({len(libres)} en tout)" if len(libres) > _MONTREES else ""
        hint = f"clés possibles ici : {', '.join(libres[:_MONTREES])}{suite} ; sinon retirez-la"
    else:
        hint = "retirez-la"
    message = f"la clé « {nom[:60]} » est inconnue ici"
    lecture.dit("champ-inconnu", (*route, nom), message, hint, on_key=True, repair=repair)


def _pas_un_objet(node: source.Node, route: Route, lecture: Lecture, cles: Mapping[str, Cle]) -> None:
    noms = francais.enumere([f"« {n}: »" for n in list(cles)[:3]], "ou")
    if route and isinstance(route[-1], int) and isinstance(node, source.Scalar) and cles:
        noms_usuels = (n for n in ("nom", "titre", "texte", "version") if n in cles)
        premiere = next(noms_usuels, next((n for n, c in cles.items() if c.obligatoire), next(iter(cles))))
        hint = f"écrivez « - {premiere}: {node.value.strip()[:40]} »"
        lecture.dit("forme-attendue", route, "des clés sont attendues ici, pas un texte", hint)
        return
    if isinstance(node, source.Sequence):
        hint = _sans_tiret(node) or f"retirez le tiret devant {noms}"
        lecture.dit("forme-attendue", route, "des clés sont attendues ici, pas une liste", hint)
    else:
        lecture.dit(
            "forme-attendue",
            route,
            "des clés sont attendues ici, pas un texte",
            f"à la ligne, en retrait, mettez {noms}",
        )


def _sans_tiret(node: source.Sequence) -> str:
    """What becomes of the first item, as it is written."""
    premier = node.items[0] if node.items else None
    if isinstance(premier, source.Scalar) and premier.value.strip():
        return f"écrivez « {premier.value.strip()[:40]}: », sans tiret, suivi de sa réponse"
    if isinstance(premier, source.Mapping) and premier.entries:
        return f"retirez le tiret devant « {next(iter(premier.entries))[:40]}: », et alignez ce qui le suit"
    return ""


def lecteur(spec: Spec, compile_: Callable[[Spec], Lecteur]) -> Lecteur:
    """A reader of the fields of an object."""
    return de(cles(spec.champs, compile_))


def cles(
    champs: Sequence[Champ],
    compile_: Callable[[Spec], Lecteur],
    decrit_: Callable[[Spec], Schema] = lambda _: editeur.LIBRE,
) -> dict[str, Cle]:
    """The keys of these fields, with their readers, and what an editor is told of them."""
    return {
        champ.id: Cle(
            lecteur=compile_(champ.spec),
            obligatoire=champ.obligatoire,
            texte=champ.spec.texte,
            exemple=champ.exemple,
            profond=champ.spec.profond,
            decrit=partial(_decrit_champ, champ, decrit_),
        )
        for champ in champs
    }


def _decrit_champ(champ: Champ, decrit_: Callable[[Spec], Schema]) -> Schema:
    vu = decrit_(champ.spec)
    mots = editeur.dit(
        champ.titre,
        "Obligatoire." if champ.obligatoire else "",
        champ.aide,
        vu.forme.get("description", ""),
        f"Par exemple : {champ.exemple}" if champ.exemple else "",
        "Interne : cela reste hors des documents publics." if champ.interne else "",
    )
    return vu._replace(forme={**vu.forme, **mots})


def _sans_lecteur(spec: Spec) -> Lecteur:  # noqa: ARG001
    return lambda *_: None


def decrit(spec: Spec, decrit_: Callable[[Spec], Schema]) -> Schema:
    """The fields of an object."""
    return editeur.objet(cles(spec.champs, _sans_lecteur, decrit_))


def montre(valeur: Any, spec: Spec, montre_: Callable[[Any, Spec], str]) -> str:
    """« a, b »: the values that are there, in the référentiel's order."""
    dits = [montre_(valeur[c.id], c.spec) for c in spec.champs if valeur.get(c.id) is not None]
    return ", ".join(dits)
