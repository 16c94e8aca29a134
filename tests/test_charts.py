"""Charts: what is drawn says what the numbers say, and what would mislead isn't drawn."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from utilite.render import charts
from utilite.render.charts import Annee, Barre, Case


def test_a_bar_is_as_long_as_its_part() -> None:
    dessin = _dessin(charts.barres("t", [Barre("Avant", "18", 18), Barre("Après", "36", 36)], 36))
    assert [b["certain"] for b in dessin] == [180, 360]
    assert [b["fond"] for b in dessin] == [360, 360]


def test_a_range_is_drawn_as_a_range() -> None:
    barre = _dessin(charts.barres("t", [Barre("x", "10 à 15", 15, 10, (20,), "cible")]))[0]
    assert (barre["certain"], barre["incertain"], barre["cibles"]) == (180, 90, [360])


def test_what_would_mislead_is_not_drawn() -> None:
    assert charts.barres("une seule valeur", [Barre("x", "3", 3)]) is None
    assert charts.barres("un petit tout", [Barre("x", "3 sur 5", 3)], 5) is None
    assert charts.barres("rien", [Barre("x", "0", 0), Barre("y", "0", 0)]) is None
    assert charts.barres("moins que rien", [Barre("x", "-3", -3), Barre("y", "5", 5)]) is None
    assert charts.annees("une année", [Annee(2024, "3", 3)]) is None
    assert charts.annees("deux fois une année", [Annee(2024, "3", 3), Annee(2024, "4", 4), Annee(2025, "4", 4)]) is None
    assert charts.annees("trop d'années", [Annee(1990, "3", 3), Annee(2024, "4", 4)]) is None
    assert charts.annees("des mots qui se touchent", [Annee(2014 + i, "environ 12 345", 3) for i in range(9)]) is None


def test_a_year_without_a_figure_is_a_gap() -> None:
    graphique = charts.annees("t", [Annee(2020, "10", 10), Annee(2023, "20 à 30", 30, 20)])
    assert [(c["annee"], c["hauteur"], c["incertain"]) for c in _dessin(graphique)] == [
        ("2020", 40, 0),
        ("2021", 0, 0),
        ("2022", 0, 0),
        ("2023", 80, 40),
    ]
    assert graphique is not None
    assert "2021 : sans mesure" in graphique["description"]


def test_a_critere_not_chosen_is_blank_and_one_not_filled_is_not() -> None:
    cases = [Case("a", "renseigne"), Case("b", "non_renseigne"), Case("c", "")]
    graphique = charts.couverture("t", [("Axe", cases), ("Axe vide", [])])
    assert graphique is not None
    assert [c["etat"] for c in graphique["dessin"][0]["cases"]] == ["renseigne", "non_renseigne", ""]
    assert [d["dit"] for d in graphique["donnees"]] == ["retenu", "retenu, non renseigné", "non retenu"]
    assert charts.couverture("sans critère", [("Axe vide", [])]) is None


VALEURS = st.floats(0, 1e9, allow_nan=False)


@given(
    valeurs=st.lists(st.tuples(st.text(max_size=200), VALEURS, VALEURS), min_size=1, max_size=8),
    tout=st.none() | st.floats(0, 1e9),
)
def test_nothing_is_drawn_outside(valeurs: list[tuple[str, float, float]], tout: float | None) -> None:
    lignes = [Barre(mot, str(a), max(a, b), min(a, b), (b,), "cible") for mot, a, b in valeurs]
    graphique = charts.barres("t", lignes, tout)
    for barre in _dessin(graphique):
        assert 0 <= barre["certain"] <= charts.LARGEUR
        assert 0 <= barre["certain"] + barre["incertain"] <= charts.LARGEUR + 0.1
        assert all(0 <= x <= charts.LARGEUR for x in barre["cibles"])
        assert len(barre["textes"]) <= 2
        assert graphique is not None
        assert barre["y"] + barre["hauteur"] <= graphique["hauteur"]


def _dessin(graphique: dict[str, Any] | None) -> list[dict[str, Any]]:
    return graphique["dessin"] if graphique is not None else []
