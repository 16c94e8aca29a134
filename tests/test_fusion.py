"""One file, several hands: only what changed is written, and what two have changed is told."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from conftest import Attendu
from test_edit import EDIT, JARDINS, RESEAUX, _Plume
from utilite import source
from utilite.diagnostic import Route
from utilite.edit import branches, fusion
from utilite.edit.arbres import arbre
from utilite.edit.formulaire import redaction
from utilite.scaffold import squelette

CAS = Path(__file__).parent / "cases"


def _arbre(texte: str) -> Any:
    document, findings = source.parse(texte, "x.yaml")
    assert not findings, findings
    return arbre(document.root)


RESEAU = st.sampled_from(sorted(RESEAUX))
_CHANGES = st.sampled_from(["x", "Un texte : avec deux-points", "12", "non", "# dièse", "ligne\n\nautre ligne", "a, b"])
_SOUS_ARBRES = st.recursive(
    _CHANGES,
    lambda d: st.lists(d, min_size=1, max_size=2) | st.dictionaries(st.sampled_from("abc"), d, min_size=1, max_size=2),
    max_leaves=4,
)


def _change(tire: Any, valeur: Any, combien: int) -> Any:
    """A tree, with so many changes somewhere in it."""
    for _ in range(combien):
        valeur = _change_ici(tire, valeur)
    return valeur


def _change_ici(tire: Any, valeur: Any) -> Any:
    if isinstance(valeur, str) or not valeur:
        return tire(_CHANGES)
    geste = tire(st.sampled_from(["dedans", "dedans", "dedans", "dedans", "ajoute", "retire", "deplace"]))
    if isinstance(valeur, list):
        rang = tire(st.integers(0, len(valeur) - 1))
        if geste == "dedans":
            return [*valeur[:rang], _change_ici(tire, valeur[rang]), *valeur[rang + 1 :]]
        if geste == "ajoute":
            return [*valeur[:rang], tire(_SOUS_ARBRES), *valeur[rang:]]
        if geste == "retire" and len(valeur) > 1:
            return [*valeur[:rang], *valeur[rang + 1 :]]
        return [valeur[rang], *valeur[:rang], *valeur[rang + 1 :]]
    cle = tire(st.sampled_from(sorted(valeur)))
    if geste == "dedans":
        return {**valeur, cle: _change_ici(tire, valeur[cle])}
    if geste == "ajoute":
        return {**valeur, tire(st.sampled_from(["neuf", "titre", "sur", "limites"])): tire(_SOUS_ARBRES)}
    if geste == "retire" and len(valeur) > 1:
        return {c: v for c, v in valeur.items() if c != cle}
    return valeur


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(donnees=st.data(), nom=RESEAU, pas=st.integers(1, 5), crlf=st.booleans())
def test_an_edit_says_just_what_was_wanted_and_touches_nothing_else(
    donnees: st.DataObject, nom: str, pas: int, crlf: bool
) -> None:
    reseau = RESEAUX[nom]
    genre, texte = donnees.draw(st.sampled_from(reseau.textes))
    if donnees.draw(st.booleans()):
        document, _ = source.parse(texte, "x.yaml")
        assert document.root is not None
        texte = _Plume(donnees, pas=pas, accolades=donnees.draw(st.booleans())).ecrit(document.root)
    texte = texte.replace("\n", "\r\n") if crlf else texte
    document, findings = source.parse(texte, "x.yaml")
    if findings:
        return
    voulu = _change(donnees.draw, _arbre(texte), donnees.draw(st.integers(0, 3)))
    autre = redaction.ecrit(voulu, reseau.plans[genre], "x.yaml").texte
    if source.parse(autre, "x.yaml")[1]:
        return
    fait = fusion.fond(texte, autre, texte, reseau.plans[genre])
    event(f"refus {fait.refus}")
    assert not fait.refus, (texte, autre)
    assert not fait.conflits
    assert _arbre(fait.texte) == _arbre(autre)
    if crlf:
        assert "\n" not in fait.texte.replace("\r\n", "")
    if _arbre(autre) == _arbre(texte):
        assert fait.texte == texte


# Examples, looked at: each change with the lines that it makes

SAISON = (JARDINS / "fiches" / "saison-2024.yaml").read_text("utf-8")
PELE_MELE = (EDIT / "pele-mele.yaml").read_text("utf-8")
SQUELETTE = squelette.fiche(RESEAUX["jardins"].referentiel, "x", ["jardin-des-lilas"], [])
ESPECES = ("utilite_sociale", "biodiversite", "indicateurs", "especes")
PRINTEMPS = {"valeur": "41", "periode": "2024-05", "source": "inventaire de printemps", "recueilli_le": "2024-05-20"}
AUTOMNE = {"valeur": "39", "periode": "2024-09", "source": "inventaire d'automne", "recueil": "comptage par la classe"}

PAROLES = [{"texte": "Oui.\n\nNon.", "accord": "interne"}]
ALLIES = [{"qui": "La ville"}, {"qui": "L'école", "depuis": "2020"}]

EXEMPLES: dict[str, tuple[str, Route, Any]] = {
    "une ligne": (SAISON, ("action", "rue"), "Rue des Roses"),
    "un texte qui veut des guillemets": (SAISON, ("action", "rue"), "Rue : des Roses"),
    "un texte qui n'en veut plus": (SAISON, ("action", "titre"), "La saison 2024"),
    "un mot dans un bloc": (SAISON, ("action", "accroche"), "Quarante voisins et une classe cultivent une friche."),
    "un texte qui s'allonge": (SAISON, ("action", "reference"), "JP-012\n\net JP-013"),
    "un mot dans un bloc plié": (PELE_MELE, ("action", "accroche"), "Trente voisins\u00a0! cultivent.\nDeux fois."),
    "un paragraphe de plus": (PELE_MELE, ("action", "accroche"), "Trente voisins cultivent.\nDeux fois.\nTrois."),
    "une liste qui change": (SAISON, ("action", "buts"), ["Cultiver", "Se connaître entre voisins", "Rire"]),
    "un champ retiré": (SAISON, ("action", "allies"), None),
    "un critère retiré": (PELE_MELE, ("utilite_sociale", "biodiversite"), None),
    "des mesures dans un autre ordre": (SAISON, ESPECES, [AUTOMNE, PRINTEMPS]),
    "une première clé retirée": (SAISON, (*ESPECES[:3], "mare"), [{"non_renseigne": "elle a gelé"}]),
    "une clé neuve, à sa place": (
        SAISON,
        (*ESPECES[:2], "temoignages"),
        PAROLES,
    ),
    "entre accolades": (PELE_MELE, ("periode", "fin"), "2024-11"),
    "entre accolades, une clé de moins": (PELE_MELE, ("periode", "fin"), None),
    "entre crochets": (PELE_MELE, ("acteurs",), ["jardin-des-lilas", "jardin-du-canal", "ecole-des-platanes"]),
    "entre crochets, un de moins": (PELE_MELE, ("acteurs",), ["ecole-des-platanes"]),
    "le premier champ d'un squelette": (SQUELETTE, ("action", "accroche"), "Une phrase."),
    "une liste d'un squelette": (
        SQUELETTE,
        ("action", "allies"),
        ALLIES,
    ),
    "un critère dans un squelette": (SQUELETTE, ("utilite_sociale", "entraide"), {"apport": "Le jardin aide."}),
}


def _pose(valeur: Any, route: Route, neuve: Any) -> Any:
    """A tree with another value at a route; None takes it out."""
    pas, *reste = route
    dessous = _pose((valeur or {}).get(pas), tuple(reste), neuve) if reste else neuve
    return {cle: v for cle, v in {**(valeur or {}), pas: dessous}.items() if v is not None}


def test_each_change_makes_its_own_lines(attendu: Attendu) -> None:
    pages = []
    for titre, (texte, route, neuve) in EXEMPLES.items():
        autre = redaction.ecrit(_pose(_arbre(texte), route, neuve), RESEAUX["jardins"].plans["fiches"], "x.yaml").texte
        fait = fusion.fond(texte, autre, texte, RESEAUX["jardins"].plans["fiches"])
        assert not fait.refus, titre
        diff = unified_diff(texte.split("\n"), fait.texte.split("\n"), n=1, lineterm="")
        pages.append("\n".join([f"## {titre}", *list(diff)[2:], ""]))
    attendu(EDIT / "fusions.attendu.txt", "\n".join(pages))


# Properties


def _feuilles(node: source.Node, route: Route = ()) -> Iterator[tuple[Route, source.Scalar]]:
    if isinstance(node, source.Mapping):
        for cle, (_, dessous) in node.entries.items():
            yield from _feuilles(dessous, (*route, cle))
    elif isinstance(node, source.Sequence):
        for rang, dessous in enumerate(node.items):
            yield from _feuilles(dessous, (*route, rang))
    elif node.value.strip():
        yield route, node


def _avec(valeur: Any, route: Route, neuve: str) -> Any:
    if not route:
        return neuve
    if isinstance(valeur, list):
        return [_avec(item, route[1:], neuve) if rang == route[0] else item for rang, item in enumerate(valeur)]
    return {cle: _avec(v, route[1:], neuve) if cle == route[0] else v for cle, v in valeur.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    donnees=st.data(),
    nom=RESEAU,
    fin=st.sampled_from(["\n", "\r\n", "\r"]),
    bout=st.booleans(),
)
def test_one_field_changes_its_own_lines_and_no_comment(donnees: st.DataObject, nom: str, fin: str, bout: bool) -> None:
    reseau = RESEAUX[nom]
    genre, texte = donnees.draw(st.sampled_from(reseau.textes))
    document, _ = source.parse(texte, "x.yaml")
    assert document.root is not None
    texte = _Plume(donnees, pas=donnees.draw(st.integers(1, 4)), accolades=False).ecrit(document.root)
    texte = texte.replace("\n", fin) if bout else texte.replace("\n", fin).removesuffix(fin)
    document, findings = source.parse(texte, "x.yaml")
    if findings or document.root is None:
        return
    route, node = donnees.draw(st.sampled_from(list(_feuilles(document.root))))
    if "entre" in route:
        return
    autre = redaction.ecrit(_avec(_arbre(texte), route, "Un autre"), reseau.plans[genre], "x.yaml").texte
    fait = fusion.fond(texte, autre, texte, reseau.plans[genre])
    assert not fait.refus
    assert fait.texte.startswith(texte[: node.start_mark.index])
    debut, apres = node.start_mark.index, texte[node.end_mark.index :]
    assert fait.texte.endswith(apres)
    assert fait.texte[debut : len(fait.texte) - len(apres)].count(fin) <= texte[debut : node.end_mark.index].count(fin)
    assert branches.commentaires(source.parse(fait.texte, "")[0]) == branches.commentaires(document)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(donnees=st.data(), nom=RESEAU)
def test_two_hands_lose_nothing(donnees: st.DataObject, nom: str) -> None:
    reseau = RESEAUX[nom]
    genre, base = donnees.draw(st.sampled_from(reseau.textes))
    plan = reseau.plans[genre]
    un, deux = (
        fusion.fond(base, redaction.ecrit(_change(donnees.draw, _arbre(base), 2), plan, "x").texte, base, plan).texte
        for _ in range(2)
    )
    fait = fusion.fond(base, un, deux, plan)
    event(f"conflits {len(fait.conflits)}")
    if fait.refus:
        assert not _arbre(un).keys() & _arbre(deux).keys(), "one takes out what the other keeps: nothing would be left"
        return
    assert fusion.fond(base, base, deux, plan).texte == deux
    assert fusion.fond(base, deux, deux, plan).texte == deux
    assert _arbre(fusion.fond(base, un, base, plan).texte) == _arbre(un)
    depart, premiere, seconde, rendu = map(_arbre, (base, un, deux, fait.texte))
    for cle in {*premiere, *seconde}:
        if premiere.get(cle) == depart.get(cle):
            assert rendu.get(cle) == seconde.get(cle)
        elif seconde.get(cle) == depart.get(cle):
            assert rendu.get(cle) == premiere.get(cle)
    for conflit in fait.conflits:
        assert conflit.autre != conflit.present
        assert conflit.present == _la(seconde, conflit.route)


def _la(valeur: Any, route: Route) -> Any:
    for pas in route:
        try:
            valeur = valeur[pas]
        except (KeyError, IndexError, TypeError):
            return None
    return valeur


@pytest.mark.parametrize("cas", sorted(CAS.glob("UT*/fiche*.yaml")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_file_with_faults_is_edited_or_left(cas: Path) -> None:
    document, findings = source.read(cas.read_bytes(), "x.yaml")
    plan = RESEAUX["jardins"].plans["fiches"]
    autre = "limites: Une limite.\n"
    if findings:
        assert fusion.fond(None, autre, document.text, plan).texte == document.text
        return
    assert fusion.fond(document.text, document.text, document.text, plan).texte == document.text
    fait = fusion.fond("limites:\n", autre, document.text, plan)
    assert not fait.refus
    if not fait.conflits:
        assert _arbre(fait.texte)["limites"] == "Une limite."


def test_a_list_turned_round() -> None:
    plan = RESEAUX["jardins"].plans["fiches"]
    base = "action:\n  buts:\n" + "".join(f"    - but {rang}\n" for rang in range(3000))
    autre = "action:\n  buts:\n" + "".join(f"    - but {rang}\n" for rang in range(2999, 0, -1)) + "    - neuf\n"
    fait = fusion.fond(base, autre, base, plan)
    assert _arbre(fait.texte) == _arbre(autre)


def test_what_no_fiche_has_is_left() -> None:
    """Files come from strangers: the time that one takes is bounded."""
    autre = "action:\n  buts: [" + "a, " * 30_000 + "]\n"
    fait = fusion.fond(SAISON, autre, SAISON, RESEAUX["jardins"].plans["fiches"])
    assert "10 000" in fait.refus
    assert fait.texte == SAISON


_MESURE = """utilite_sociale:
  biodiversite:
    indicateurs:
      especes:
        - {periode: 2024, source: cahier, REPONSE}
"""


@pytest.mark.parametrize(
    ("base", "autre", "present"),
    [
        ("valeur: 20", "valeur: 26", "entre: [30, 40]"),
        ("valeur: 20", "valeur: 26", "non_renseigne: le cahier est perdu"),
        ("valeur: 20", "valeur: 26, environ: true", "valeur: 27"),
    ],
)
def test_an_answer_is_taken_whole_or_not_at_all(base: str, autre: str, present: str) -> None:
    """Half of one answer and half of another would be a third, that nobody has given."""
    texte, leur, ici = (_MESURE.replace("REPONSE", dit) for dit in (base, autre, present))
    fait = fusion.fond(texte, leur, ici, RESEAUX["jardins"].plans["fiches"])
    assert fait.texte == ici
    assert any(conflit.route[-1] == "valeur" for conflit in fait.conflits)
    assert fusion.fond(texte, leur, texte, RESEAUX["jardins"].plans["fiches"]).texte == leur
