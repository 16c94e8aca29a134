"""One thing is broken at random in a valid workspace: just the finding that belongs to it, at its place."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from utilite import source, workspace
from utilite.check import checker
from utilite.diagnostic import Diagnostic
from utilite.source.nodes import Mapping, Node, Scalar, Sequence

RACINE = Path(__file__).parents[1]
JARDINS = RACINE / "tests" / "workspaces" / "jardins"


class Noeud(NamedTuple):
    """A node of a file, its key and the mapping that holds it, and the way to it."""

    route: tuple[str | int, ...]
    cle: Scalar | None
    node: Node


class Faute(NamedTuple):
    """A file with one thing broken: its text, and the code, line and column of what must be said."""

    texte: str
    code: str
    ligne: int
    colonne: int


def _noeuds(node: Node, route: tuple[str | int, ...] = ()) -> Iterator[Noeud]:
    if isinstance(node, Mapping):
        for nom, (cle, valeur) in node.entries.items():
            yield Noeud((*route, nom), cle, valeur)
            yield from _noeuds(valeur, (*route, nom))
    elif isinstance(node, Sequence):
        for rang, item in enumerate(node.items):
            yield Noeud((*route, rang), None, item)
            yield from _noeuds(item, (*route, rang))


def _point(texte: str, index: int) -> tuple[int, int]:
    return texte.count("\n", 0, index) + 1, index - (texte.rfind("\n", 0, index) + 1) + 1


def _remplace(texte: str, node: Scalar, par: str, code: str) -> Faute:
    """Another value, in place of a scalar's."""
    debut, fin = node.start_mark.index, node.end_mark.index
    return Faute(texte[:debut] + par + texte[fin:], code, *_point(texte, debut))


def _simple(noeud: Noeud, *fins: str) -> bool:
    """A scalar on one line, under one of these keys."""
    node = noeud.node
    return (
        isinstance(node, Scalar)
        and node.style not in ("|", ">")
        and node.start_mark.line == node.end_mark.line
        and (not fins or noeud.route[-1] in fins)
    )


Geste = Callable[[str, Noeud, st.DataObject], Faute | None]


def _cle_de_trop(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    """A key with a letter written twice."""
    propre = any(nom in ("criteres_propres", "indicateurs_propres") for nom in noeud.route[-2:-1])
    if noeud.cle is None or propre or "repartition" in noeud.route[-2:-1]:
        return None
    debut, fin = noeud.cle.start_mark.index, noeud.cle.end_mark.index
    rang = donnees.draw(st.integers(debut + 1, fin))
    return Faute(texte[:rang] + texte[rang - 1] + texte[rang:], "UT104", *_point(texte, debut))


def _cle_double(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    """A line copied under itself."""
    if noeud.cle is None or not _simple(noeud):
        return None
    ligne, colonne = _point(texte, noeud.cle.start_mark.index)
    lignes = texte.splitlines(keepends=True)
    copie = " " * (colonne - 1) + lignes[ligne - 1][colonne - 1 :]
    return Faute("".join([*lignes[:ligne], copie, *lignes[ligne:]]), "UT023", ligne + 1, colonne)


def _nombre(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    if not _simple(noeud, "avant", "apres", "population", "montant") or not isinstance(noeud.node, Scalar):
        return None
    mot = donnees.draw(st.sampled_from(["douze", "12,5", "1 200", "beaucoup", "12 %", "+3"]))
    return _remplace(texte, noeud.node, mot, "UT110")


def _plus_que_le_tout(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    if not isinstance(noeud.node, Mapping):
        return None
    valeur, sur = (noeud.node.entries.get(cle, (None, None))[1] for cle in ("valeur", "sur"))
    if not isinstance(valeur, Scalar) or not isinstance(sur, Scalar):
        return None
    return _remplace(texte, valeur, str(int(sur.value) + donnees.draw(st.integers(1, 9))), "UT301")


def _date(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    if not _simple(noeud, "recueilli_le", "accord_le") or not isinstance(noeud.node, Scalar):
        return None
    mot = donnees.draw(st.sampled_from(["31/12/2012", "2012-13-01", "hier", "2012-02-30"]))
    return _remplace(texte, noeud.node, mot, "UT111")


def _mot_fixe(*cles: str, code: str, mots: tuple[str, ...]) -> Geste:
    def geste(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
        if not _simple(noeud, *cles) or len(noeud.route) > 1 or not isinstance(noeud.node, Scalar):
            return None
        return _remplace(texte, noeud.node, donnees.draw(st.sampled_from(mots)), code)

    return geste


def _acteur(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    if noeud.route[0] != "acteurs" or len(noeud.route) != 2 or not isinstance(noeud.node, Scalar):
        return None
    return _remplace(texte, noeud.node, donnees.draw(st.sampled_from(["personne", "x", "12"])), "UT107")


def _temoignage(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    """The line that says whether one agrees, taken away."""
    if noeud.route[-1] != "accord" or noeud.cle is None:
        return None
    ligne, colonne = _point(texte, noeud.cle.start_mark.index)
    lignes = texte.splitlines(keepends=True)
    if lignes[ligne - 1].lstrip().startswith("-"):
        return None
    debut = next(i for i in range(ligne, 0, -1) if lignes[i - 1].startswith(" " * (colonne - 3) + "- "))
    return Faute("".join([*lignes[: ligne - 1], *lignes[ligne:]]), "UT133", debut, colonne)


def _deux_points(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    """A plain text gets a colon followed by a space."""
    node = noeud.node
    if noeud.cle is None or not _simple(noeud) or not isinstance(node, Scalar) or node.style or " " not in node.value:
        return None
    places = [i for i in range(node.start_mark.index, node.end_mark.index) if texte[i] == " "]
    place = donnees.draw(st.sampled_from(places))
    return Faute(texte[:place] + " :" + texte[place:], "UT012", *_point(texte, node.start_mark.index))


def _tabulation(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    """The indentation of a line, typed with a tab."""
    if noeud.cle is None or noeud.cle.start_mark.column == 0:
        return None
    ligne, colonne = _point(texte, noeud.cle.start_mark.index)
    lignes = texte.splitlines(keepends=True)
    if lignes[ligne - 1][: colonne - 1].strip():
        return None
    lignes[ligne - 1] = "\t" + lignes[ligne - 1][colonne - 1 :]
    return Faute("".join(lignes), "UT010", ligne, 1)


def _dans_la_prose(code: str, phrase: str, mots: str) -> Geste:
    """A sentence added to a line of prose."""

    def geste(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
        node = noeud.node
        if not isinstance(node, Scalar) or node.style != "|":
            return None
        ligne = donnees.draw(st.integers(node.start_mark.line + 1, node.end_mark.line - 1))
        lignes = texte.splitlines(keepends=True)
        ecrite = lignes[ligne].rstrip("\n")
        assume(ecrite.rstrip().endswith("."))
        lignes[ligne] = f"{ecrite} {phrase}\n"
        colonne = len(ecrite) + 1 + phrase.index(mots) + 1
        return Faute("".join(lignes), code, ligne + 1, colonne)

    return geste


FICHE: dict[str, Geste] = {
    "une lettre de trop": _cle_de_trop,
    "une ligne copiée": _cle_double,
    "un nombre en lettres": _nombre,
    "plus que le tout": _plus_que_le_tout,
    "une date": _date,
    "le statut": _mot_fixe("statut", code="UT105", mots=("fini", "publiée", "x")),
    "la version": _mot_fixe("version_referentiel", code="UT108", mots=('"1999"', "x")),
    "la période": _mot_fixe("periode", code="UT112", mots=("l'an dernier", "2012-2013", "été")),
    "un acteur": _acteur,
    "un témoignage": _temoignage,
    "un deux-points": _deux_points,
    "une tabulation": _tabulation,
    "un courriel": _dans_la_prose("UT340", "Écrire à marie.durand@example.org.", "marie.durand@example.org"),
    "une part": _dans_la_prose("UT330", "Ici, 27 personnes sur 36 (80 %) sont revenues.", "80 %"),
}


def _sous_axes(cle: str, code: str, mots: tuple[str, ...]) -> Geste:
    def geste(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
        if not _simple(noeud, cle) or noeud.route[0] not in ("axes", "fiche", "acteur"):
            return None
        assert isinstance(noeud.node, Scalar)
        return _remplace(texte, noeud.node, donnees.draw(st.sampled_from(mots)), code)

    return geste


def _id_en_double(texte: str, noeud: Noeud, donnees: st.DataObject) -> Faute | None:
    """An indicateur that takes the id of the first; the file's first is left alone."""
    if noeud.route[0] != "axes" or "indicateurs" not in noeud.route or noeud.route[-1] != "id":
        return None
    premier = texte.split("indicateurs:", 1)[1].split("- id: ", 1)[1].split("\n", 1)[0]
    assert isinstance(noeud.node, Scalar)
    if noeud.node.value == premier:
        return None
    return _remplace(texte, noeud.node, premier, "UT204")


REFERENTIEL: dict[str, Geste] = {
    "une lettre de trop": lambda texte, noeud, donnees: (
        None if noeud.route[0] in ("regles", "messages") or "renommer" in noeud.route
        else _cle_de_trop(texte, noeud, donnees)
    ),
    "une ligne copiée": _cle_double,
    "une forme": _sous_axes("forme", "UT205", ("jauge", "pourcent")),
    "une liste": _sous_axes("parmi", "UT207", ("inconnus", "gens")),
    "un niveau": _sous_axes("niveau", "UT105", ("effet", "x")),
    "un rôle": _sous_axes("role", "UT105", ("chapitre", "zzz")),
    "un deux-points": _deux_points,
    "une tabulation": _tabulation,
}  # fmt: skip

FICHES = sorted((RACINE / "fiches").glob("*.yaml"))
ESPACES = {"depot": RACINE, "jardins": JARDINS}


@pytest.fixture(scope="module")
def espace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own workspace, which holds no fault."""
    copie = tmp_path_factory.mktemp("espace")
    shutil.copy(RACINE / "referentiel.yaml", copie)
    for dossier in ("acteurs", "fiches"):
        shutil.copytree(RACINE / dossier, copie / dossier)
    assert checker.run(workspace.ouvre(copie)).diagnostics == ()
    return copie


def _casse(fichier: Path, donnees: st.DataObject, gestes: dict[str, Geste]) -> Faute:
    """One of these things done somewhere in a file."""
    texte = fichier.read_text("utf-8")
    document, _ = source.parse(texte, fichier.name)
    assert document.root is not None
    geste = gestes[donnees.draw(st.sampled_from(sorted(gestes)), label="geste")]
    noeuds = list(_noeuds(document.root))
    debut = donnees.draw(st.integers(0, len(noeuds) - 1), label="où")
    for noeud in [*noeuds[debut:], *noeuds[:debut]]:
        faute = geste(texte, noeud, donnees)
        if faute is not None:
            return faute
    assume(False)
    raise AssertionError


def _dit(espace: Path, fichier: Path, faute: Faute) -> list[tuple[str, str, int, int]]:
    avant = fichier.read_bytes()
    try:
        fichier.write_bytes(faute.texte.encode())
        return [_ou(d) for d in checker.run(workspace.ouvre(espace)).diagnostics]
    finally:
        fichier.write_bytes(avant)


def _ou(d: Diagnostic) -> tuple[str, str, int, int]:
    return d.file, d.code, d.span.line, d.span.column


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(donnees=st.data(), nom=st.sampled_from([f.name for f in FICHES]))
def test_one_fault_in_a_fiche(espace: Path, donnees: st.DataObject, nom: str) -> None:
    fichier = espace / "fiches" / nom
    faute = _casse(fichier, donnees, FICHE)
    assert _dit(espace, fichier, faute) == [(f"fiches/{nom}", *faute[1:])]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(donnees=st.data())
def test_one_fault_in_the_referentiel(espace: Path, donnees: st.DataObject) -> None:
    fichier = espace / "referentiel.yaml"
    faute = _casse(fichier, donnees, REFERENTIEL)
    assert _dit(espace, fichier, faute) == [("referentiel.yaml", *faute[1:])]
