"""The rules that read prose: true sentences in silence, published slips told, at the very words; any text in time."""

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Attendu
from utilite import francais, source, workspace
from utilite.check import checker, prose
from utilite.check.rules import (
    donnee_personnelle,
    duree_fausse,
    parts_superieures_au_tout,
    pourcentage_faux,
)
from utilite.check.sujets import Contexte
from utilite.diagnostic import Diagnostic, Finding, Report, Severity, words_of
from utilite.fiche import Fiche
from utilite.formes import texte_long
from utilite.formes.spec import Lecture
from utilite.reporters import concise

CORPUS = Path(__file__).parent / "corpus"
JARDINS = Path(__file__).parent / "workspaces" / "jardins"
REGLES = (pourcentage_faux, duree_fausse, parts_superieures_au_tout, donnee_personnelle)
CODES = {regle.CODE for regle in REGLES}

FICHE = """\
acteurs: [jardin-des-lilas]
version_referentiel: "3"
statut: terminee
periode: 2024
action:
  titre: Saison inventée
  accroche: Un jardin d'exemple.
utilite_sociale:
  entraide:
    apport: {}
"""


def _lignes(nom: str) -> list[str]:
    lignes = (CORPUS / nom).read_text("utf-8").splitlines()
    return [ligne.replace("\\n", "\n") for ligne in lignes if ligne and not ligne.startswith("#")]


PHRASES = _lignes("phrases.txt")
FAUTES = [(ligne[:5], ligne[6:]) for ligne in _lignes("fautes.txt")]


def _espace(racine: Path, fiches: dict[str, str]) -> dict[str, list[Diagnostic]]:
    """What the rules that read prose say of these fiches, by file."""
    shutil.copy(JARDINS / "referentiel.yaml", racine)
    shutil.copytree(JARDINS / "acteurs", racine / "acteurs")
    (racine / "fiches").mkdir()
    for nom, texte in fiches.items():
        (racine / "fiches" / f"{nom}.yaml").write_bytes(texte.encode())
    vus: dict[str, list[Diagnostic]] = {f"fiches/{nom}.yaml": [] for nom in fiches}
    for d in checker.run(workspace.ouvre(racine)).diagnostics:
        if d.code in CODES:  # that such a fiche has no measure, say, is another rule's affair
            vus[d.file].append(d)
    return vus


def _dans_un_apport(phrases: list[str]) -> dict[str, str]:
    return {f"phrase-{i:03}": FICHE.format(json.dumps(phrase)) for i, phrase in enumerate(phrases)}


def test_the_corpus_is_large() -> None:
    assert len(PHRASES) > 550  # the manuals say so
    assert len(set(PHRASES)) == len(PHRASES)
    assert {code for code, _ in FAUTES} == CODES


def test_true_sentences_raise_nothing(tmp_path: Path) -> None:
    vus = _espace(tmp_path, _dans_un_apport(PHRASES))
    loups = [(phrase, concise.ligne(d)) for phrase, ds in zip(PHRASES, vus.values(), strict=True) for d in ds]
    assert not loups


def test_each_fault_is_told_once_by_its_rule(tmp_path: Path) -> None:
    vus = _espace(tmp_path, _dans_un_apport([phrase for _, phrase in FAUTES]))
    dits = [(phrase, [d.code for d in ds]) for (_, phrase), ds in zip(FAUTES, vus.values(), strict=True)]
    assert dits == [(phrase, [code]) for code, phrase in FAUTES]


def test_a_fiche_that_tells_the_published_slips(tmp_path: Path, attendu: Attendu) -> None:
    (vus,) = _espace(tmp_path, {"bilan": (CORPUS / "bilan.yaml").read_text("utf-8")}).values()
    attendu(CORPUS / "bilan.txt", concise.report(Report(tuple(vus), 1)))
    assert not [d for d in vus if d.severity is Severity.ERROR]


# The very words, whatever the scalar's style ---------------------------------------------------------


def _styles(phrase: str) -> Iterator[str]:
    """The same text, written in each way that YAML has for it."""
    lignes = phrase.split("\n")
    yield "|\n" + "".join(f"      {ligne}\n" if ligne else "\n" for ligne in lignes)
    yield "|-  # un commentaire\r\n" + "".join(f"      {ligne}\r\n" if ligne else "\r\n" for ligne in lignes)
    yield json.dumps(phrase)
    yield json.dumps(phrase, ensure_ascii=False)
    if len(lignes) > 1:
        return
    mots = phrase.split(" ")
    coupes = ["\n        ".join(mots), "\n        ".join((" ".join(mots[:4]), " ".join(mots[4:]))).rstrip()]
    for coupe in coupes:
        yield ">-\n        " + coupe
        yield "'" + coupe.replace("'", "''") + "'"
        yield '"' + coupe.replace("\n", " \\\n") + '"'
        if re.match(r"\w", phrase) and ": " not in phrase and " #" not in phrase:
            yield coupe


def _montre(texte: str, d: Diagnostic) -> str:
    """What the place of a finding shows, as a reader sees it."""
    lignes = re.split("\r\n|\n", texte)[d.span.line - 1 : d.span.end_line]
    lignes[-1] = lignes[-1][: d.span.end_column - 1]
    lignes[0] = lignes[0][d.span.column - 1 :]
    vu = " ".join(ligne.strip().removesuffix("\\") for ligne in lignes).replace("''", "'")
    vu = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), vu).replace("\\n", " ")
    return " ".join(vu.split())


def test_the_place_is_the_very_words(tmp_path: Path) -> None:
    ecrits = [(i, FICHE.format(style)) for i, (_, phrase) in enumerate(FAUTES) for style in _styles(phrase)]
    vus = _espace(tmp_path, {f"f-{n:04}": texte for n, (_, texte) in enumerate(ecrits)})
    montres: dict[int, set[str]] = {}
    for (i, texte), ds in zip(ecrits, vus.values(), strict=True):
        assert [d.code for d in ds] == [FAUTES[i][0]], texte
        montres.setdefault(i, set()).add(_montre(texte, ds[0]))
    assert all(len(vu) == 1 for vu in montres.values()), [vu for vu in montres.values() if len(vu) > 1]
    assert montres[0] == {"80 %"}


@settings(max_examples=300, deadline=None)
@given(donnees=st.data(), texte=st.text(st.sampled_from("ab é'\"\\\n\t:#-|>27%\u00a0"), min_size=1, max_size=30))
def test_words_are_found_in_any_writing(donnees: st.DataObject, texte: str) -> None:
    noirs = [i for i, c in enumerate(texte) if not c.isspace()]
    if not noirs:
        return
    debut = donnees.draw(st.sampled_from(noirs))
    fin = donnees.draw(st.sampled_from([i for i in noirs if i >= debut])) + 1
    ecrits = [json.dumps(texte), json.dumps(texte, ensure_ascii=False)]
    if "\t" not in texte and not texte.startswith((" ", "\n")):
        ecrits.append("|\n  " + texte.replace("\n", "\n  "))
    for ecrit in ecrits:
        document, _ = source.parse(f"a: {ecrit}\n", "x.yaml")
        if document.root is None:
            continue
        span = document.locate(("a",), words=words_of(texte, debut, fin))
        assert span.line == span.end_line or "|" in ecrit[:1]
        premier = document.line(span.line)[span.column - 1]
        dernier = document.line(span.end_line)[: span.end_column - 1][-1:]
        assert premier in (texte[debut], "\\")
        if not ecrit.isascii() or "\\" not in ecrit:
            assert dernier in (texte[fin - 1], "\\")


# Any text, in time ------------------------------------------------------------------------------------


def _trouve(texte: str) -> list[Finding]:
    fiche = Fiche(id="x", file="fiches/x.yaml", textes=((("limites",), texte),))
    contexte = Contexte(referentiel=None, acteurs=frozenset(), textes=prose.textes(fiche))
    return [finding for regle in REGLES for finding in regle.check(fiche, contexte)]


MORCEAUX = st.sampled_from(
    ["27", "36", " sur ", "sur", "80 %", "%", "(", ")", ", soit ", " une sur quatre", "la moitié", " des ",
     "répondants", "du 9 décembre 2009", " au ", "4 novembre 2010", "9 mois", "2012", " et ", "sans problème", "avec",
     "femmes", "hommes", " ", "\n", "\n- ", ". ", ";", ":", "@", "a.b@c.fr", "0", "06 39 98 12 34", "+33", "né le ",
     "12/03/1950", "FR76", "1 50 03 29 019 123 49", "https://", "](", "*", "_", "é", "’", "\u00a0", "-", "environ ",
     "plus de ", "1 200", "12,9", "31 février 2012", "99/99/2012", "2012-13-45", "entre ", "€", "0 sur 0 (0 %)"]
)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(texte=st.one_of(st.lists(MORCEAUX, max_size=24).map("".join), st.text(max_size=80)))
def test_any_text_is_read(texte: str) -> None:
    for finding in _trouve(texte):
        words = finding.place.words
        assert words is not None
        assert 0 <= words.start < words.end <= len("".join(texte.split()))
        assert finding.message
        assert finding.hint


LONGS = (
    "1", " ", "\u00a0", "1 ", "12 34 ", "100 000 ", "1 % ", "(1 % ", "1 sur 2 (3 %) ", "a-", "_", "...", "\n", "](",
    "https://", "@", "a@", "a.", "FR76", "02 98 ", "0 ", "du 1er mars 2012 au 2 mai 2012 ", "2012 à ", "né",
    "née le ", "soit ", "e\u0301", "- 1\n", "27 sans problème et 11 avec, sur 36 ", "40 % de femmes ", "dix-", "«",
    "![", "![](", "<a ", "<a@b", "|", "| ", "--", "== ",
)  # fmt: skip


@pytest.mark.parametrize("motif", LONGS)
def test_a_long_text_takes_no_time(motif: str) -> None:
    texte = (motif * (100_000 // len(motif) + 1))[:100_000]
    document, _ = source.parse("limites: |\n  " + texte.replace("\n", "\n  "), "x.yaml")
    debut = time.process_time()
    _trouve(texte)
    if isinstance(document.root, source.Mapping):
        texte_long.lit(document.root.entries["limites"][1], ("limites",), Lecture(document))
    francais.typographie(texte)
    assert time.process_time() - debut < 1
