"""The network's figures: against a slow calculation of their own, attacked by subtraction, and as they are printed."""

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commande import JARDINS, RACINE, utilite
from conftest import Attendu
from utilite import source
from utilite.fiche import Acteur
from utilite.network.decoupes import DECOUPES
from utilite.render import panorama
from utilite.render.bilan import Bilan
from utilite.render.context import Montree
from utilite.schema import referentiel as schema_referentiel
from utilite.schema.fiche import LecteurDeFiches

GOLDEN = Path(__file__).parent / "golden"
COMPTES = Path(__file__).parent / "workspaces" / "comptes" / "referentiel.yaml"
LUE, _ = schema_referentiel.lit(source.read(COMPTES.read_bytes(), "referentiel.yaml")[0])
assert LUE is not None
GRILLE = LUE
LECTEUR = LecteurDeFiches(GRILLE)

Mesure = dict[str, Any]
Donnee = dict[str, Any]
"""A fiche as a test draws it: what its file says, critères aside; `mesures` by indicateur."""

CRITERES = {c.id: [i.id for i in c.indicateurs] for c in GRILLE.criteres}


# ---------------------------------------------------------------- drawing networks


def _nombres(**bornes: int) -> st.SearchStrategy[Mesure]:
    entier = st.integers(**bornes) if bornes else st.integers(0, 60)
    exact = entier.map(lambda n: {"valeur": n})
    entre = st.tuples(entier, entier).map(lambda p: {"entre": sorted(p)})
    return st.builds(lambda m, environ: {**m, **environ}, exact | entre, st.sampled_from([{}, {"environ": True}]))


def _ratios() -> st.SearchStrategy[Mesure]:
    return st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: {"valeur": min(p), "sur": max(*p, 1)})


def _avant_apres() -> st.SearchStrategy[Mesure]:
    comptes = st.lists(st.integers(0, 60), min_size=3, max_size=3)
    return st.builds(
        lambda n, tout: {"avant": n[0], "apres": n[1], **({"sur": max(n) or 1} if tout else {})}, comptes, st.booleans()
    )


def _repartitions() -> st.SearchStrategy[Mesure]:
    parts = st.dictionaries(st.sampled_from(["voisins", "ecoliers", "exiles"]), st.integers(0, 30), min_size=1)
    return st.builds(
        lambda p, reste: {"repartition": p, **({} if reste is None else {"sur": sum(p.values()) + reste})},
        parts,
        st.none() | st.integers(0, 9),
    )


REPONSES: dict[str, st.SearchStrategy[Mesure]] = {
    "participants": _nombres(),
    "assidus": _ratios(),
    "usagers": _avant_apres(),
    "par-public": _repartitions(),
    "kilos": st.integers(0, 9999).map(lambda n: {"valeur": n / 10}),
    "rythme": _nombres(min_value=0, max_value=9),
    "especes": _nombres(),
    "ambiance": st.sampled_from([1, 2, 2.5, 3, 4]).map(lambda n: {"valeur": n}),
    "accord": st.booleans().map(lambda b: {"valeur": b}),
    "recit": st.just({"valeur": "Un récit."}),
}
ANNEES = (2022, 2023, 2024)
PERIODES = [str(a) for a in ANNEES] + ["2022-10-01/2023-06-30"]


@st.composite
def mesures(draw: st.DrawFn, nom: str) -> list[Mesure]:
    dites = draw(st.lists(REPONSES[nom] | st.just({"non_renseigne": "Nul ne sait."}), max_size=2))
    annees = draw(st.permutations(PERIODES))
    return [
        {
            **m,
            **({"periode": annees[rang]} if rang else {}),
            **draw(st.sampled_from([{}, {}, {"diffusion": "interne"}])),
        }
        for rang, m in enumerate(dites)
    ]


@st.composite
def fiches(draw: st.DrawFn) -> Donnee:
    retenus = draw(st.lists(st.sampled_from(sorted(CRITERES)), unique=True))
    return {
        "acteurs": draw(st.lists(st.sampled_from(["abeille", "bouleau", "cigale"]), min_size=1, unique=True)),
        "statut": draw(st.sampled_from(["terminee", "terminee", "terminee", "brouillon"])),
        "periode": draw(st.sampled_from(PERIODES)),
        "publics": draw(st.lists(st.sampled_from(["voisins", "ecoliers", "exiles"]), unique=True)),
        "lieu": draw(st.sampled_from(["", "Nord", "Sud"])),
        "retenus": retenus,
        "mesures": {i: draw(mesures(i)) for c in retenus for i in CRITERES[c]},
    }


RESEAUX = st.lists(fiches(), max_size=5)
REGLAGES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _ecrit(donnee: Donnee) -> str:
    """Its file. JSON is YAML, but for keys that the format wants bare."""
    utilite_sociale = {}
    for c in donnee["retenus"]:
        dites = {i: [_periode(m) for m in donnee["mesures"][i]] for i in CRITERES[c] if donnee["mesures"][i]}
        utilite_sociale[c] = {"apport": "Oui.", "indicateurs": dites}
    action = {"titre": "Une action", "publics": donnee["publics"], "lieu": donnee["lieu"]}
    dit = {
        "acteurs": donnee["acteurs"], "version_referentiel": "1", "statut": donnee["statut"],
        "periode": _periode(donnee)["periode"], "action": {k: v for k, v in action.items() if v},
        "utilite_sociale": utilite_sociale,
    }  # fmt: skip
    return "\n".join(_yaml(dit, 0)) + "\n"


def _periode(dit: dict[str, Any]) -> dict[str, Any]:
    debut, barre, fin = str(dit.get("periode", "")).partition("/")
    return {**dit, "periode": {"debut": debut, "fin": fin}} if barre else dit


def _yaml(dit: Any, retrait: int) -> Iterator[str]:
    """Block YAML of mappings, lists and scalars."""
    marge = "  " * retrait
    for cle, valeur in dit.items() if isinstance(dit, dict) else ((None, v) for v in dit):
        tete = f"{marge}- " if cle is None else f"{marge}{cle}: "
        if isinstance(valeur, dict) and cle is None:
            lignes = list(_yaml(valeur, retrait + 1))
            yield f"{marge}- {lignes[0].lstrip()}"
            yield from lignes[1:]
        elif isinstance(valeur, dict | list) and valeur:
            yield tete.rstrip()
            yield from _yaml(valeur, retrait + 1)
        elif not isinstance(valeur, dict | list):
            yield f"{tete}{_scalaire(valeur)}"


def _scalaire(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return f'"{valeur}"' if isinstance(valeur, str) and " " in valeur else str(valeur)


def _montre(texte: str, nom: str) -> Montree:
    fiche, vus = LECTEUR.fiche(source.read(texte.encode(), f"fiches/{nom}.yaml")[0], nom)
    assert fiche is not None, vus
    assert [f for f in vus if f.rule != "champ-obligatoire"] == [], texte
    return Montree(fiche, [Acteur(id=a, file="") for a in fiche.acteurs])


def _chiffre(reseau: list[Donnee], par: tuple[str, ...] = tuple(DECOUPES)) -> dict[str, Any]:
    """The figures as JSON gives them."""
    montrees = (_montre(_ecrit(d), f"fiche-{rang}") for rang, d in enumerate(reseau))
    dit: dict[str, Any] = json.loads(panorama.en_json(panorama.contexte(GRILLE, montrees, (), par)))
    return dit


def _indicateurs(dit: dict[str, Any]) -> dict[str, Any]:
    return {i["id"]: i for a in dit["axes"] for c in a["criteres"] for i in c["indicateurs"]}


# ---------------------------------------------------------------- the slow calculation


def _bornes_d_annees(periode: str) -> tuple[int, int]:
    debut, _, fin = periode.partition("/")
    return int(debut[:4]), int((fin or debut)[:4])


def _jours(periode: str) -> tuple[str, str]:
    debut, _, fin = periode.partition("/")
    return (debut, fin) if fin else (f"{debut}-01-01", f"{debut}-12-31")


FORMES = {i.id: (i.spec.forme, i.agregation) for c in GRILLE.criteres for i in c.indicateurs}
DE_PERSONNES = {"participants", "assidus", "usagers", "par-public"}


def _s_additionne(nom: str) -> bool:
    forme, agregation = FORMES[nom]
    return agregation == "somme" or (agregation == "moyenne" and forme in ("ratio", "avant_apres", "repartition"))


def _gardees(donnee: Donnee, nom: str) -> list[Mesure]:
    """The public answers of a fiche, one for each time: by brute force, the latest of those that overlap."""
    dites = [
        {"periode": donnee["periode"], **m}
        for m in donnee["mesures"].get(nom, [])
        if "non_renseigne" not in m and m.get("diffusion") != "interne"
    ]
    gardees: list[Mesure] = []
    while dites:
        derniere = max(range(len(dites)), key=lambda r: (_jours(dites[r]["periode"])[1], r))
        gardee = dites.pop(derniere)
        gardees.append(gardee)
        de, a = _jours(gardee["periode"])
        dites = [
            m for m in dites if _s_additionne(nom) and (_jours(m["periode"])[1] < de or _jours(m["periode"])[0] > a)
        ]
    return gardees


def _petit(nombre: float) -> bool:
    return nombre in (1, 2, 3, 4)


def _expose(donnee: Donnee) -> bool:
    parts = [m["repartition"] for m in donnee["mesures"].get("par-public", [])
             if "repartition" in m and m.get("diffusion") != "interne"]  # fmt: skip
    return "exiles" in donnee["publics"] or any(p.get("exiles", 0) > 0 for p in parts)


def _cachee(donnee: Donnee, nom: str, m: Mesure) -> bool:
    """Few people of a sensitive public, or all but a few of them."""
    if nom not in DE_PERSONNES:
        return False
    parts = m.get("repartition", {})
    if _petit(parts.get("exiles", 0)):
        return True
    nombres = [*parts.values(), *(m[k] for k in ("valeur", "avant", "apres", "sur") if k in m and not parts)]
    if "entre" in m:
        nombres.append(m["entre"][1])
    if "sur" in m:
        nombres += [m["sur"] - m[k] for k in ("valeur", "avant", "apres") if k in m]
        nombres += [m["sur"] - sum(parts.values())] if parts else []
    return _expose(donnee) and any(_petit(n) for n in nombres)


def _cases(donnee: Donnee, m: Mesure, par: str) -> list[str]:
    if par == "periode":
        debut, fin = _bornes_d_annees(m.get("periode") or donnee["periode"])
        return [str(debut) if debut == fin else f"{debut}-{fin}"]
    if par == "territoire":
        return [donnee["lieu"] or "non renseigné"]
    titres = {"voisins": "Voisins", "ecoliers": "Écoliers", "exiles": "Personnes exilées"}
    return [titres[p] for p in donnee["publics"]] or ["non renseigné"]


def _somme(nom: str, comptees: list[Mesure]) -> dict[str, Any]:
    """The numbers of a figure, by the words of the format."""
    forme, agregation = FORMES[nom]
    vide = dict.fromkeys(("valeur", "entre", "sur", "avant", "apres"))
    if not comptees or (agregation not in ("somme", "moyenne")):
        return vide
    if forme == "avant_apres":
        tous = all("sur" in m for m in comptees)
        return {
            **vide, "avant": sum(m["avant"] for m in comptees), "apres": sum(m["apres"] for m in comptees),
            "sur": sum(m["sur"] for m in comptees) if tous else None,
        }  # fmt: skip
    if forme == "repartition":
        return {**vide, "sur": sum(m.get("sur", sum(m["repartition"].values())) for m in comptees)}
    bas = sum(m["entre"][0] if "entre" in m else m["valeur"] for m in comptees)
    haut = sum(m["entre"][1] if "entre" in m else m["valeur"] for m in comptees)
    if not _s_additionne(nom):
        bas, haut = round(bas / len(comptees), 2), round(haut / len(comptees), 2)
    nombres = {"valeur": bas} if bas == haut else {"entre": [bas, haut]}
    return {**vide, **nombres, "sur": sum(m["sur"] for m in comptees) if forme == "ratio" else None}


def _attendu(reseau: list[Donnee], nom: str, par: str = "", case: str = "") -> dict[str, Any]:
    """A figure computed from the drawn data, the slow way."""
    critere = next(c for c, siens in CRITERES.items() if nom in siens)
    finies = [d for d in reseau if d["statut"] == "terminee" and critere in d["retenus"]]
    ici = [(d, m) for d in finies for m in _gardees(d, nom) if not par or case in _cases(d, m, par)]
    comptees = [m for d, m in ici if not _cachee(d, nom, m)]
    internes = [d for d in finies if (not par or case in _cases(d, {}, par)) and any(
        m.get("diffusion") == "interne" and "non_renseigne" not in m for m in d["mesures"].get(nom, []))]  # fmt: skip
    ont_repondu = {a for d in [*(d for d, _ in ici), *internes] for a in d["acteurs"]}
    retenus = {a for d in finies if not par or case in _cases(d, {}, par) for a in d["acteurs"]}
    return {
        **_somme(nom, comptees),
        "acteurs": len(ont_repondu),
        "sur_acteurs": len(retenus | ont_repondu),
        "reponses": len(comptees),
        "tues": len(ici) - len(comptees),
        "environ": FORMES[nom][1] in ("somme", "moyenne") and any(m.get("environ") for m in comptees),
    }


def _trouve(chiffre: dict[str, Any]) -> dict[str, Any]:
    cles = ("valeur", "entre", "sur", "avant", "apres", "acteurs", "sur_acteurs", "reponses", "tues", "environ")
    return {k: chiffre[k] for k in cles}


def _a_peu_pres(dit: dict[str, Any]) -> dict[str, Any]:
    """Sums of decimals differ in their last ones."""
    return {
        k: [round(n, 4) for n in v] if isinstance(v, list) else round(v, 4) if v is not None else v
        for k, v in dit.items()
    }


@given(RESEAUX)
@REGLAGES
def test_figures_are_those_of_a_slow_calculation(reseau: list[Donnee]) -> None:
    for nom, indicateur in _indicateurs(_chiffre(reseau)).items():
        assert _a_peu_pres(_trouve(indicateur["chiffre"])) == _a_peu_pres(_attendu(reseau, nom)), nom
        for decoupe in indicateur["decoupes"]:
            for case in decoupe["cases"]:
                ici = _attendu(reseau, nom, decoupe["id"], case["titre"])
                assert _a_peu_pres(_trouve(case)) == _a_peu_pres(ici), (nom, decoupe["id"], case["titre"])


@given(RESEAUX)
@REGLAGES
def test_categories_are_added_one_by_one_and_cells_make_the_total(reseau: list[Donnee]) -> None:
    indicateurs = _indicateurs(_chiffre(reseau))
    titres = {"voisins": "Voisins", "ecoliers": "Écoliers", "exiles": "Personnes exilées"}
    comptees = [m for d in reseau if d["statut"] == "terminee" and "venue" in d["retenus"]
                for m in _gardees(d, "par-public") if not _cachee(d, "par-public", m)]  # fmt: skip
    if comptees:
        sommes = {t: sum(m["repartition"].get(p, 0) for m in comptees) for p, t in titres.items()}
        trouvees = {p["titre"]: p["nombre"] for p in indicateurs["par-public"]["chiffre"]["parts"]}
        assert trouvees == {t: n for t, n in sommes.items() if t in trouvees}
        assert sum(sommes.values()) == sum(trouvees.values())
    for indicateur in indicateurs.values():
        for decoupe in (d for d in indicateur["decoupes"] if d["exclusive"]):
            assert sum(c["reponses"] for c in decoupe["cases"]) == indicateur["chiffre"]["reponses"]


# ---------------------------------------------------------------- small groups

SANS_MESURE: dict[str, list[Mesure]] = {nom: [] for nom in REPONSES}


FEW = st.integers(1, 4)


@st.composite
def cachees(draw: st.DrawFn) -> tuple[list[Donnee], list[Donnee]]:
    """The same network twice, but for what must not be found: few people of a sensitive public, what is interne."""
    reseau = draw(RESEAUX)
    une, autre = (
        {
            "acteurs": ["abeille"], "statut": "terminee", "periode": "2024", "publics": ["voisins", "exiles"],
            "lieu": "Nord", "retenus": ["matiere", "venue"],
            "mesures": {
                **SANS_MESURE,
                "participants": [{"valeur": draw(FEW)}],
                "assidus": [{"valeur": 30 - draw(FEW), "sur": 30}],
                "usagers": [{"avant": draw(FEW), "apres": 20, "sur": 40}],
                "par-public": [{"repartition": {"voisins": draw(st.integers(0, 40)), "exiles": draw(FEW)}}],
                "kilos": [{"valeur": draw(st.integers(0, 99)), "diffusion": "interne"}],
                "especes": [{"valeur": draw(st.integers(0, 99)), "diffusion": "interne"}],
            },
        }
        for _ in range(2)
    )  # fmt: skip
    rang = draw(st.integers(0, len(reseau)))
    return [*reseau[:rang], une, *reseau[rang:]], [*reseau[:rang], autre, *reseau[rang:]]


@given(cachees())
@REGLAGES
def test_nothing_that_is_printed_depends_on_what_is_hidden(paire: tuple[list[Donnee], list[Donnee]]) -> None:
    """No subtraction, no calculation at all can find what changes nothing: not even the fingerprint."""
    un, autre = map(_chiffre, paire)
    assert un == autre
    assert _indicateurs(un)["participants"]["chiffre"]["tues"] >= 1


@given(RESEAUX)
@REGLAGES
def test_subtractions_give_no_small_group(reseau: list[Donnee]) -> None:
    """A network that serves a sensitive public alone: the total, its cells, and what is left of one without another."""
    reseau = [{**d, "publics": ["exiles"], "statut": "terminee"} for d in reseau]
    for nom in ("participants", "assidus"):
        siennes = [m for d in reseau for m in _gardees(d, nom) if nom in d["mesures"] and not _cachee(d, nom, m)]
        indicateur = _indicateurs(_chiffre(reseau)).get(nom)
        if indicateur is None or not all("valeur" in m for m in siennes):
            continue
        total = indicateur["chiffre"]
        for decoupe in indicateur["decoupes"]:
            for case in (c for c in decoupe["cases"] if c["valeur"] is not None):
                restes = [case["valeur"], total["valeur"] - case["valeur"]]
                restes += [c["sur"] - c["valeur"] for c in (case, total) if c["sur"] is not None]
                assert not any(_petit(reste) for reste in restes), (nom, decoupe["id"], case["titre"])


def test_a_hidden_figure_says_so_and_what_to_do_is_told() -> None:
    fiche = {
        "acteurs": ["abeille"], "statut": "terminee", "periode": "2024", "publics": ["exiles"], "lieu": "",
        "retenus": ["venue"], "mesures": {**SANS_MESURE, "participants": [{"valeur": 3}]},
    }  # fmt: skip
    chiffre = _indicateurs(_chiffre([fiche]))["participants"]["chiffre"]
    assert chiffre["texte"] is None
    assert chiffre["repondu"] == "1 acteur sur 1 a répondu"
    assert chiffre["reserves"] == ["1 mesure cachée et non comptée : trop peu de personnes d'un public sensible"]


# ---------------------------------------------------------------- what is said


def _fiche(**dit: Any) -> Donnee:
    mesures = dit.pop("mesures", {})
    return {
        "acteurs": ["abeille"], "statut": "terminee", "periode": "2024", "publics": [], "lieu": "",
        "retenus": ["matiere", "venue"], **dit, "mesures": {**SANS_MESURE, **mesures},
    }  # fmt: skip


def test_who_answered_stands_beside_every_total_and_a_missing_answer_is_no_zero() -> None:
    reseau = [
        _fiche(mesures={"participants": [{"valeur": 20}]}),
        _fiche(acteurs=["bouleau"], mesures={"participants": [{"non_renseigne": "Le cahier est perdu."}]}),
        _fiche(acteurs=["cigale"], retenus=["matiere"]),
        _fiche(acteurs=["cigale"], mesures={"participants": [{"entre": [10, 15], "environ": True}]}),
        _fiche(acteurs=["dahlia"], statut="brouillon", mesures={"participants": [{"valeur": 1000}]}),
    ]
    dit = _chiffre(reseau)
    chiffre = _indicateurs(dit)["participants"]["chiffre"]
    assert chiffre["texte"].replace("\u00a0", " ") == "environ 30 à 35 personnes"
    assert chiffre["repondu"] == "2 acteurs sur 3 ont répondu"
    assert chiffre["reserves"] == [
        "additionne des actions : qui prend part à deux y compte deux fois",
        "1 réponse « on ne sait pas »",
    ]
    assert (dit["fiches"], [a["id"] for a in dit["acteurs"]]) == (4, ["abeille", "bouleau", "cigale"])
    assert [b["id"] for b in dit["brouillons"]] == ["fiche-4"]
    assert "personnes différentes" not in json.dumps(dit, ensure_ascii=False)


@pytest.mark.parametrize(
    ("autres", "mots"),
    [
        ({"periode": "2024"}, "probable"),  # the same acteur, at the same time
        ({"periode": "2023"}, "possible"),  # from a year to the next
        ({"periode": "2024", "acteurs": ["bouleau", "abeille"]}, "probable"),  # an action of both
        ({"periode": "2024", "acteurs": ["bouleau"]}, ""),
        ({"periode": "2024", "retenus": ["matiere"]}, ""),
    ],
)
def test_likely_double_counting_is_said(autres: dict[str, Any], mots: str) -> None:
    mesures = {"participants": [{"valeur": 20}], "kilos": [{"valeur": 3}]}
    indicateurs = _indicateurs(_chiffre([_fiche(mesures=mesures), _fiche(mesures=mesures, **autres)]))
    dits = indicateurs["participants"]["doublons"]
    assert [d.split(" : ")[0] for d in dits] == ([f"double compte {mots}"] if mots else [])
    assert indicateurs["kilos"]["doublons"] == []  # kilos are nobody


def test_a_ratio_comes_from_its_two_numbers_and_never_from_shares() -> None:
    reseau = [
        _fiche(mesures={"assidus": [{"valeur": 1, "sur": 10}]}),
        _fiche(mesures={"assidus": [{"valeur": 90, "sur": 90}]}),
    ]
    chiffre = _indicateurs(_chiffre(reseau))["assidus"]["chiffre"]
    assert (
        chiffre["texte"].replace("\u00a0", " ") == "91 personnes sur 100, soit 91 %"
    )  # not the mean of 10 % and 100 %


def test_what_does_not_add_up_is_not_added() -> None:
    mesures = {"especes": [{"valeur": 12}], "accord": [{"valeur": True}], "recit": [{"valeur": "Un récit."}],
               "ambiance": [{"valeur": 2.5}]}  # fmt: skip
    indicateurs = _indicateurs(_chiffre([_fiche(mesures=mesures), _fiche(mesures=mesures)]))
    assert indicateurs["especes"]["chiffre"]["texte"] is None
    assert indicateurs["especes"]["chiffre"]["valeur"] is None
    assert indicateurs["especes"]["chiffre"]["reserves"] == ["à lire fiche par fiche"]
    assert indicateurs["accord"]["chiffre"]["texte"] == "oui : 2 fiches"
    assert indicateurs["recit"]["chiffre"]["texte"] == "2 récits"
    assert indicateurs["ambiance"]["chiffre"]["parts"] == [{"titre": "entre 2 et 3", "nombre": 2, "part": "100\u00a0%"}]


# ---------------------------------------------------------------- memory


def _memoire(nombre: int) -> int:
    """What is held once so many fiches have passed, in bytes."""
    mesures = {"participants": [{"valeur": 20}], "recit": [{"valeur": f"Un récit. {'mot ' * 500}"}]}
    textes = [_ecrit(_fiche(acteurs=[a], periode=p, mesures=mesures)) for a in ("abeille", "cigale") for p in PERIODES]
    bilan = Bilan(GRILLE, tuple(DECOUPES))
    tracemalloc.start()
    for rang in range(nombre):
        bilan.ajoute(_montre(textes[rang % len(textes)], f"fiche-{rang}"))
    gc.collect()
    tenue = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert bilan.dit()["fiches"] == nombre
    return tenue


def test_memory_does_not_grow_with_fiches() -> None:
    _memoire(10)  # what is made once, whoever comes first
    assert _memoire(300) < 1.5 * _memoire(10)


# ---------------------------------------------------------------- the command


@pytest.fixture
def espace(tmp_path: Path) -> Path:
    """A copy of the other network's workspace."""
    return Path(shutil.copytree(JARDINS, tmp_path / "jardins"))


@pytest.mark.parametrize("format_", ["md", "json", "text"])
def test_the_panorama_of_another_network(espace: Path, attendu: Attendu, format_: str) -> None:
    fini = utilite("panorama", "--par", "periode,public", "--format", format_, cwd=espace)
    assert fini.returncode == 0, fini.stderr
    attendu(GOLDEN / f"panorama.{format_}", fini.stdout)
    assert "Dans aucun chiffre, car ce sont des brouillons : compost-2025." in fini.stderr


def test_a_document_goes_to_its_file_and_the_same_each_time(espace: Path) -> None:
    for nom in ("panorama.html", "panorama.md", "panorama.json"):
        fini = utilite("panorama", "--out", f"build/{nom}", cwd=espace)
        assert (fini.returncode, fini.stdout) == (0, f"{Path('build') / nom}\n"), fini.stderr
        encore = utilite("panorama", "--format", nom.partition(".")[2], cwd=espace)
        assert (espace / "build" / nom).read_text("utf-8") == encore.stdout


@pytest.mark.parametrize(
    ("args", "mots"),
    [
        (("--par", "periodes"), "--par periode »"),
        (("--par", "genre"), "choisissez parmi : periode, territoire, public"),
        (("--format", "jsn"), "--format json »"),
        (("--out", "panorama.txt"), "ajoutez « --format »"),
        (("--out", "x", "--format", "text"), "ajoutez « --format »"),
    ],
)
def test_a_mistyped_option_is_one_line(espace: Path, args: tuple[str, ...], mots: str) -> None:
    fini = utilite("panorama", *args, cwd=espace)
    assert (fini.returncode, fini.stdout) == (2, "")
    assert mots in fini.stderr
    assert len(fini.stderr.splitlines()) == 1


DESSIN = re.compile("[\x1b─━│█▒░]")


def test_in_a_pipe_nothing_is_drawn_and_on_a_terminal_it_is(espace: Path) -> None:
    pty = pytest.importorskip("pty", reason="il n'y a pas de pseudo-terminal ici")
    sortie = utilite("panorama", "--par", ",".join(DECOUPES), cwd=espace).stdout
    assert DESSIN.search(sortie) is None
    assert max(map(len, sortie.splitlines())) <= 80
    maitre, esclave = pty.openpty()
    garde = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE / "src"), "LANG": "C.UTF-8"}
    for couleur in ({}, {"NO_COLOR": "1"}):
        lance = subprocess.Popen(
            [sys.executable, "-m", "utilite", "panorama"], cwd=espace, env={**garde, **couleur, "COLUMNS": "80"},
            stdout=esclave, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        lu = b""
        while b"ont appris" not in lu:
            lu += os.read(maitre, 65536)
        lance.wait(timeout=60)
        texte = lu.decode("utf-8", "replace")
        assert "█" in texte
        assert ("\x1b[1m" in texte) == (not couleur)
        assert "\x1b[35m" not in texte or not couleur


def test_a_poor_terminal_loses_nothing(espace: Path) -> None:
    fini = utilite("panorama", cwd=espace, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert fini.returncode == 0
    assert "31 jardiniers sur 45" in fini.stdout.replace("\\xa0", " ")


MOTS = ("Sittelle", "Mésange", "Grimpereau", "Pouillot", "Rousserolle", "Fauvette", "98765", "54321")


def _seme(espace: Path) -> None:
    """Words in all that isn't public: mesures, their sources, a champ, a témoignage, `prive/`."""
    fiche = espace / "fiches" / "saison-2024.yaml"
    texte = fiche.read_text("utf-8")
    texte = texte.replace(
        '        - valeur: "Un rouge-gorge, près de la mare"\n',
        f'        - valeur: "{MOTS[0]}"\n          diffusion: interne\n',
    )
    texte = texte.replace("          source: estimation avec la ville imaginaire\n", f"          source: {MOTS[1]}\n")
    texte = texte.replace(
        "            - 250\n            - 400\n", f"            - {MOTS[7]}\n            - {MOTS[6]}\n"
    )
    texte = texte.replace("texte: On s'est un peu disputés pour l'eau.", f"texte: {MOTS[2]}")
    texte = texte.replace("rue: Rue des Lilas, ville imaginaire", f"rue: {MOTS[3]}")
    texte = texte.replace(
        "- non_renseigne: le cahier a pris l'eau", f"- non_renseigne: {MOTS[4]}\n          diffusion: interne"
    )
    fiche.write_text(texte, "utf-8")
    grille = espace / "referentiel.yaml"
    grille.write_text(
        grille.read_text("utf-8").replace(
            "        role: territoire\n", "        role: territoire\n        diffusion: interne\n"
        )
    )
    prive = espace / "prive" / "fiches" / "saison-2024.yaml"
    prive.write_text(prive.read_text("utf-8") + f"limites: {MOTS[5]}\n", "utf-8")


def test_nothing_interne_is_in_any_output(espace: Path) -> None:
    _seme(espace)
    assert sum(mot in p.read_text("utf-8") for p in espace.rglob("*.yaml") for mot in MOTS) == len(MOTS)
    sorties = [
        utilite("panorama", "--par", ",".join(DECOUPES), "--format", format_, cwd=espace)
        for format_ in ("text", "md", "html", "json")
    ]
    assert utilite("render", "--template", "rapport", "--public", cwd=espace).returncode == 0
    tout = "".join(s.stdout + s.stderr for s in sorties) + "".join(
        p.read_text("utf-8") for p in sorted((espace / "build").rglob("rapport.*"))
    )
    assert "1 mesure interne, non comptée" in tout
    assert [mot for mot in MOTS if mot in tout.replace("\u202f", "").replace("\u00a0", "")] == []


def test_fiches_at_fault_count_nowhere_and_are_named(espace: Path) -> None:
    fautive = espace / "fiches" / "saison-2022.yaml"
    fautive.write_text(fautive.read_text("utf-8") + "\nlimits: rien\n", "utf-8")
    fini = utilite("panorama", "--format", "json", cwd=espace)
    dit = json.loads(fini.stdout)
    assert fini.returncode == 0
    assert dit["fautives"] == ["saison-2022"]
    assert _indicateurs(dit)["fideles"]["chiffre"]["sur"] == 30
    assert "saison-2022" in fini.stderr
    assert "**1 fiche en faute**, dans aucun chiffre : saison-2022" in utilite(
        "panorama", "--format", "md", cwd=espace
    ).stdout.replace("\u00a0", " ")
    brouillon = utilite("render", "--template", "rapport", "--draft", "--format", "md", cwd=espace)
    assert brouillon.returncode == 0
    chiffres = (espace / "build" / "rapport.md").read_text("utf-8").partition("## Les chiffres du réseau")[2]
    assert "31 jardiniers sur 45" not in chiffres.partition("\n## ")[0].replace("\u00a0", " ")


@pytest.mark.parametrize(("options", "fiche"), [((), True), (("--empty",), True), ((), False)],
                         ids=["un brouillon", "sans grille", "aucune fiche"])  # fmt: skip
def test_a_network_that_starts_has_a_panorama(tmp_path: Path, options: tuple[str, ...], fiche: bool) -> None:
    assert utilite("init", "reseau", *options, cwd=tmp_path).returncode == 0
    reseau = tmp_path / "reseau"
    if not fiche:
        shutil.rmtree(reseau / "fiches")
    for format_ in ("text", "md", "html"):
        fini = utilite("panorama", "--par", "periode", "--format", format_, cwd=reseau)
        assert fini.returncode == 0, fini.stderr
        assert "None" not in fini.stdout
        assert "ucune fiche terminée" in fini.stdout


def test_what_everybody_collects_and_no_template_shows_may_be_dropped(espace: Path) -> None:
    assert "Recueillis" not in utilite("panorama", cwd=espace).stdout  # no template of its own: nothing is known
    modele = espace / "templates" / "appel"
    modele.mkdir(parents=True)
    (modele / "modele.yaml").write_text("titre: Un appel\nfichiers:\n  md: appel.md\n", "utf-8")
    (modele / "appel.md").write_text("# {{ indicateur('fideles').titre }}\n", "utf-8")
    dit = json.loads(utilite("panorama", "--format", "json", cwd=espace).stdout)
    jamais = {i["id"]: i["repondu"] for i in dit["jamais_montres"]}
    assert jamais["compost"] == "2 acteurs sur 2 ont répondu"
    assert "fideles" not in jamais
    assert "heures-apprises" not in jamais  # nobody knows: nothing is collected
    assert "Déchets compostés (2 acteurs sur 2 ont répondu)" in utilite("panorama", cwd=espace).stdout


def test_a_name_is_escaped_once(espace: Path) -> None:
    acteur = espace / "acteurs" / "jardin-des-lilas.yaml"
    texte = re.sub(r"(?m)^  nom: .*$", "  nom: '*Terre* & Cie'", acteur.read_text("utf-8"))
    acteur.write_text(texte, "utf-8")
    assert utilite("render", "--template", "rapport", "--format", "md", cwd=espace).returncode == 0
    for ecrit in (
        utilite("panorama", "--format", "md", cwd=espace).stdout,
        (espace / "build" / "rapport.md").read_text(),
    ):
        assert "\\*Terre\\* & Cie" in ecrit
        assert "\\\\" not in ecrit


def test_what_is_hostile_is_inert(espace: Path) -> None:
    acteur = espace / "acteurs" / "jardin-des-lilas.yaml"
    acteur.write_text(
        re.sub(
            r"(?m)^  nom: .*$",
            lambda _: "  nom: '<script>alert(1)</script> | *x* \u202e ##[error]'",
            acteur.read_text("utf-8"),
        ),
        "utf-8",
    )
    page, texte, terminal = (utilite("panorama", "--format", f, cwd=espace).stdout for f in ("html", "md", "text"))
    assert "alert(1)" in page
    assert "<script" not in page
    assert "<script" not in texte.replace("\\<", "")
    assert all(len(re.findall(r"(?<!\\)\|", ligne)) < 6 for ligne in texte.splitlines())
    assert "\u202e" not in terminal
    assert "##[" not in terminal
