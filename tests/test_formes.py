"""Formes of a champ: what each takes, what it says of the rest, and that its repairs are right."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utilite import formes, source
from utilite.diagnostic import Finding, Place
from utilite.formes import motifs, nombres_fautifs
from utilite.formes.budget import Budget, Total
from utilite.formes.spec import Champ, Lecture, Spec


def lit(spec: Spec, ecrit: str) -> tuple[Any, list[Finding]]:
    """What a champ of this spec makes of a value as it is written in YAML."""
    document, findings = source.parse(f"x: {ecrit}\n", "x.yaml")
    assert document.root is not None, findings
    lecture = Lecture(document)
    return formes.lecteur(spec)(document.root.entries["x"][1], ("x",), lecture), lecture.findings


JUSTES: dict[str, tuple[str, ...]] = {
    "courriel": ("contact@example.org", "prenom.nom+jardin@asso.example.org", "contact@préau.fr", "a@xn--bpa.fr"),
    "telephone": (
        "01 99 00 12 34", "01.99.00.12.34", "0199001234", "+33 1 99 00 12 34", "+33199001234",
        "01\u00a099\u00a000 1234", "05 90 00 12 34", "+590 590 00 12 34", "+44 1632 960123", "3939", "39 39",
        "115", "116 000",
    ),
    "rna": ("W999000000", "W2A1000000", "W9R1000000"),
    "code_insee": (
        "01001", "01458", "13055", "13216", "2A004", "2B366", "29302", "62909", "69389", "75056",
        "75120", "95690", "97101", "97209", "97302", "97411", "97502", "97608", "97701", "97801",
        "98612", "98735", "98818",
    ),
    "code_postal": ("01500", "20000", "20620", "75116", "97133", "97400", "98000", "98800", "29238"),
}  # fmt: skip


@pytest.mark.parametrize(("forme", "ecrit"), [(f, e) for f, ecrits in JUSTES.items() for e in ecrits])
@pytest.mark.parametrize("guillemets", [False, True])
def test_what_is_right_is_read_quoted_or_not(forme: str, ecrit: str, guillemets: bool) -> None:
    valeur, findings = lit(Spec(forme=forme), json.dumps(ecrit) if guillemets else ecrit)
    assert not findings
    assert valeur == " ".join(ecrit.split())


REPARES: dict[str, dict[str, str]] = {
    "courriel": {
        "contact at asso.fr": "contact@asso.fr",
        "contact [at] asso [dot] fr": "contact@asso.fr",
        "contact arobase asso point fr": "contact@asso.fr",
        "mailto:contact@asso.fr": "contact@asso.fr",
        "[contact@asso.fr](mailto:contact@asso.fr)": "contact@asso.fr",
        "Le jardin <contact@asso.fr>": "contact@asso.fr",
        "contact @ asso.fr": "contact@asso.fr",
        "contact@asso,fr": "contact@asso.fr",
        "contact@asso..fr.": "contact@asso.fr",
        "prénom.nom@asso.fr": "prenom.nom@asso.fr",
    },
    "telephone": {
        "199001234": "01 99 00 12 34",
        "1 99 00 12 34": "01 99 00 12 34",
        "01-99-00-12-34": "01 99 00 12 34",
        "01/99/00/12/34": "01 99 00 12 34",
        "Tél. : 01 99 00 12 34": "01 99 00 12 34",
        "+33 (0)1 99 00 12 34": "+33 1 99 00 12 34",
        "+33 01 99 00 12 34": "+33 1 99 00 12 34",
        "0033 1 99 00 12 34": "+33 1 99 00 12 34",
        "33199001234": "+33 1 99 00 12 34",
        "tel:+33199001234": "+33 1 99 00 12 34",
    },
    "rna": {
        "w 999 000 000": "W999000000",
        "n° W999000000": "W999000000",
        "W99900OOOO": "W999000000",
        "999000000": "W999000000",
        "w9r1000000": "W9R1000000",
    },
    "code_insee": {
        "1004": "01004",
        "O1004": "01004",
        "2a004": "2A004",
        "2 A004": "2A004",
        "01004 Ambérieu-en-Bugey": "01004",
        "Ajaccio (2A004)": "2A004",
    },
    "code_postal": {
        "1500": "01500",
        "01 500": "01500",
        "O1500": "01500",
        "F-01500": "01500",
        "01500 Ambérieu-en-Bugey": "01500",
        "75015 Paris CEDEX 15": "75015",
    },
}


@pytest.mark.parametrize(("forme", "ecrit"), [(f, e) for f, ecrits in REPARES.items() for e in ecrits])
def test_a_beginners_writing_is_repaired(forme: str, ecrit: str) -> None:
    valeur, findings = lit(Spec(forme=forme), json.dumps(ecrit))
    repare = REPARES[forme][ecrit]
    assert valeur is None
    assert [f.rule for f in findings] == [f"{forme.replace('_', '-')}-mal-ecrit"]
    assert findings[0].hint.endswith(f"écrivez : {repare}")
    assert lit(Spec(forme=forme), repare) == (repare, [])


REFUSES: dict[str, dict[str, str]] = {
    "courriel": {
        "contact@asso": "la fin",
        "contactasso.fr": "l'arobase",
        "https://asso.fr": "l'adresse d'une page",
        "a@asso.fr ; b@asso.fr": "gardez : a@asso.fr",
        "x" * 300 + "@asso.fr": "254 signes",
    },
    "telephone": {
        "01 99 00 12": "8 chiffres, et il en faut 10",
        "+33 1 99 00 12": "7 chiffres après +33, et il en faut 9",
        "01 99 00 12 34 ou 01 99 00 12 35": "gardez : 01 99 00 12 34",
        "sur demande": "le numéro seul",
        "le 15 mars": "le numéro seul",
    },
    "rna": {"12345678900007": "SIRET", "W99900000": "8 sont écrits", "en cours": "récépissé"},
    "code_insee": {
        "20004": "2A ou 2B",
        "01500": "code postal",
        "29600": "code postal",
        "97400": "code postal",
        "29000": "code postal",
        "96001": "département",
        "00123": "département",
        "29": "les cinq signes",
        "974": "les cinq signes",
        "2A": "les cinq signes",
        "2C004": "cinq signes",
        "212900195": "cinq signes",
    },
    "code_postal": {"2A004": "commence par 20", "29": "cinq chiffres", "01500 et 01510": "cinq chiffres"},
}


@pytest.mark.parametrize(("forme", "ecrit"), [(f, e) for f, ecrits in REFUSES.items() for e in ecrits])
def test_what_can_not_be_repaired_is_told(forme: str, ecrit: str) -> None:
    valeur, findings = lit(Spec(forme=forme), json.dumps(ecrit))
    assert valeur is None
    assert REFUSES[forme][ecrit] in f"{findings[0].message} {findings[0].hint}"


def test_a_motif_keeps_codes_to_a_territory() -> None:
    spec = Spec(forme="code_postal", motif="29[0-9]{3}")
    assert lit(spec, "29000") == ("29000", [])
    assert [f.rule for f in lit(spec, "35000")[1]] == ["motif"]


def test_a_number_is_printed_in_pairs() -> None:
    for ecrit, montre in (
        ("0199001234", "01 99 00 12 34"),
        ("+33199001234", "+33 1 99 00 12 34"),
        ("+44 1632 960123", "+44 1632 960123"),
        ("39 39", "39 39"),
    ):
        assert formes.montre(ecrit, Spec(forme="telephone")) == montre.replace(" ", "\u00a0")


BUDGET = """
  charges:
    - compte: 60
      montant: 1450.10
      realise: 1490
    - {compte: "613", libelle: Salle, montant: 50.20}
    - {compte: 864, libelle: Heures, montant: 300}
  produits:
    - compte: 74
      libelle: Projet
      montant: 1500.30
      realise: 1500
      financeur: Ville imaginaire
      etat: accorde
    - {compte: 870, montant: 300, realise: 320}
"""


def budget(ecrit: str) -> tuple[Budget, list[Finding]]:
    valeur, findings = lit(Spec(forme="budget"), ecrit)
    assert isinstance(valeur, Budget)
    return valeur, findings


def test_a_budget_has_its_totals_and_leaves_contributions_apart() -> None:
    lu, findings = budget(BUDGET)
    assert not findings
    assert lu.entier
    assert lu.charges.total == Total(1500.3, 1490)
    assert lu.produits.total == Total(1500.3, 1500)
    assert lu.charges.total_contributions == Total(300, None)
    assert lu.produits.total_contributions == Total(300, 320)
    assert lu.produits.total_general == Total(1800.3, 1820)
    assert [ligne.intitule for ligne in lu.charges.lignes] == ["Achats", "Salle", "Heures"]
    assert lu.produits.lignes[0].route == ("x", "produits", 0)
    assert (lu.produits.lignes[0].financeur, lu.produits.lignes[0].etat) == ("Ville imaginaire", "accorde")


def test_a_budget_in_one_sentence() -> None:
    dit = formes.montre(budget(BUDGET)[0], Spec(forme="budget")).replace("\u00a0", " ").replace("\u202f", " ")
    assert dit == (
        "1 500,30 € de charges et 1 500,30 € de produits ; réalisé : 1 490 € de charges et 1 500 € de produits"
        " ; contributions volontaires en nature : 300 €"
    )


FAUTES_DE_BUDGET: dict[str, tuple[str, tuple[str | int, ...]]] = {
    "{charges: [{compte: 74, montant: 1}]}": ("compte-inconnu", ("x", "charges", 0, "compte")),
    "{produits: [{compte: 641, montant: 1}]}": ("compte-inconnu", ("x", "produits", 0, "compte")),
    "{charges: [{compte: 6, montant: 1}]}": ("compte-inconnu", ("x", "charges", 0, "compte")),
    "{charges: [{compte: 60}]}": ("champ-obligatoire", ("x", "charges", 0)),
    "{charges: [{compte: 60, montant: }]}": ("champ-obligatoire", ("x", "charges", 0, "montant")),
    "{charges: [{montant: 12}]}": ("champ-obligatoire", ("x", "charges", 0)),
    "{charges: [{compte: 60, montant: 1 200}]}": ("nombre-mal-ecrit", ("x", "charges", 0, "montant")),
    "{charges: [{compte: 60, montant: 1, etat: verse}]}": ("champ-inconnu", ("x", "charges", 0, "etat")),
    "{produits: [{compte: 75, montant: 1, financeur: Ville}]}": ("champ-inconnu", ("x", "produits", 0, "financeur")),
    "{produits: [{compte: 74, montant: 1, etat: promis}]}": ("choix-inconnu", ("x", "produits", 0, "etat")),
    "{charges: {60: 1450}}": ("liste-attendue", ("x", "charges")),
    "{charges: 1450}": ("liste-attendue", ("x", "charges")),
    "{charge: [{compte: 60, montant: 1}]}": ("champ-inconnu", ("x", "charge")),
    "1450": ("forme-attendue", ("x",)),
    "[1450]": ("forme-attendue", ("x",)),
}


@pytest.mark.parametrize("ecrit", FAUTES_DE_BUDGET)
def test_a_fault_of_a_budget_is_one_finding_and_its_sums_are_not_trusted(ecrit: str) -> None:
    valeur, findings = lit(Spec(forme="budget"), ecrit)
    assert [(f.rule, f.place.route) for f in findings] == [FAUTES_DE_BUDGET[ecrit]]
    assert valeur is None or not valeur.entier


COMPTES = {
    "6063": "écrivez : 606",
    "60 Achats": "écrivez : 60, et le reste",
    "compte 60": "écrivez : 60, et le reste",
    "Achat": "écrivez : 60",
    "Locations": "écrivez : 613",
    "70": "déplacez cette ligne sous « produits: »",
    "50": "de 60 à 69",
}


@pytest.mark.parametrize("compte", COMPTES)
def test_an_account_is_repaired(compte: str) -> None:
    _, findings = lit(Spec(forme="budget"), f"{{charges: [{{compte: {compte}, montant: 1}}]}}")
    assert COMPTES[compte] in findings[0].hint


def test_a_budget_to_fill_in_is_missing_wherever_it_stands() -> None:
    vide = "{charges: [{compte: , montant: }], produits: []}"
    comptes = Champ(place=Place("x.yaml"), id="b", titre="Budget", spec=Spec(forme="budget"), obligatoire=True)
    objet = Spec(forme="objet", champs=(comptes,))
    assert [f.rule for f in lit(objet, f"{{b: {vide}}}")[1]] == ["champ-obligatoire"]
    assert lit(Spec(forme="liste", de=Spec(forme="budget")), f"[{vide}]") == ((), [])
    rempli = "{charges: [{compte: 60, montant: 1}, {compte: , montant: }]}"
    assert lit(objet, f"{{b: {rempli}}}")[1] == []


NOMBRES: dict[str, tuple[str | None, str | None]] = {
    "1,5": ("1.5", None), "12,0": ("12.0", "12"), "1 200": ("1200", "1200"), "1.200.000": ("1200000", "1200000"),
    "+5": ("5", "5"), "007": ("7", "7"), "1e3": ("1000", "1000"), "douze": ("12", "12"),
    "1.000": (None, None), "1,000": (None, None), "1.234": (None, None), "1,234": (None, None),
    "12 personnes": (None, None), "environ 12": (None, None), "75 %": (None, None), "10-15": (None, None),
}  # fmt: skip
"""What a text is repaired into as a `nombre`, then as an `entier`; thousands or decimals: nobody knows."""


@pytest.mark.parametrize("ecrit", NOMBRES)
def test_a_number_is_repaired_only_where_it_is_sure(ecrit: str) -> None:
    for entier, attendu in zip((False, True), NOMBRES[ecrit], strict=True):
        assert nombres_fautifs.repare(ecrit, entier=entier) == attendu


MORCEAUX_DE_MOTIF = ["a", "b", "[ab]", ".", r"\d", r"\w", "(?:a|ab)", "(a)", "(|a)", "a?", "a*", "(ab)+", "[^a]", "^",
                     "$", r"\b", "a{2,3}", "(?:a|b){2}", "é", r"\s", "-", "A"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    motif=st.lists(st.sampled_from(MORCEAUX_DE_MOTIF), min_size=1, max_size=5).map("".join),
    casse=st.sampled_from(["", "(?i)", "(?m)"]),
    textes=st.lists(st.text("aAbBé1 \n-_", max_size=5), min_size=1, max_size=6),
)
def test_a_motif_has_the_verdict_of_python(motif: str, casse: str, textes: list[str]) -> None:
    try:
        attendu = re.compile(casse + motif)
    except re.error:
        return
    suit = motifs.compile_(casse + motif)
    for texte in textes:
        assert suit(texte) is (attendu.fullmatch(texte) is not None), texte


@pytest.mark.parametrize(
    "motif", ["(a|a){40}b", ".*.*.*.*.*.*b", "(.*a){20}", "(a?){30}a{30}", "(a+)+b", "(a|b)*a(a|b){90}"]
)
def test_no_motif_takes_for_ever(motif: str) -> None:
    """Python's own engine takes years over most of these: the test is that it ends."""
    motifs.compile_(motif)("a" * 29 + "ab" * 20_000)
