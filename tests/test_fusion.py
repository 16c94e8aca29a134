"""One file, several hands: only what changed is written, and what two have changed is told."""

from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from test_edit import RESEAUX, _Plume
from utilite import source
from utilite.edit import fusion
from utilite.edit.arbres import arbre
from utilite.edit.formulaire import redaction


def _arbre(texte: str) -> Any:
    document, findings = source.parse(texte, "x.yaml")
    assert not findings, findings
    return arbre(document.root)


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
@given(donnees=st.data(), nom=st.sampled_from(sorted(RESEAUX)), pas=st.integers(1, 5), crlf=st.booleans())
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
