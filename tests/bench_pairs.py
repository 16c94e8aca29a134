"""The peers of `make bench`: other validators on the same fiches, where `make pairs` has installed them.

What each is given is as near to what `validate` checks as it can say; docs/vitesse.md tells what it can't. Dates
are in quotes for all of them: js-yaml, which ajv-cli reads with, would make objects of them that no schema takes.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import yaml

from utilite import workspace
from utilite.formes.spec import Champ, Spec
from utilite.referentiel import Indicateur, Referentiel, Section
from utilite.schema.editeur import fiche as schema_de_fiche

OU = Path(__file__).parents[1] / "build" / "pairs"
"""Where `make pairs` installs them; else they are looked for on the PATH."""
BORNES = {"ajv": "1", "yamale": "0,4", "doorstop": "0,15", "check-jsonschema": "0,06"}
"""What we may cost, in shares of each."""
ENTETE = "active: true\nderived: false\nheader: ''\nlevel: 1.{n}\nlinks: []\nnormative: true\nref: ''\nreviewed: null\n"
"""What doorstop keeps of each item beside its text."""


def commandes(justes: Path, ou: Path) -> dict[str, tuple[list[str], Path]]:
    """The command of each peer that is there, and the folder that it runs in; a word for the absent ones."""
    fiches = ou / "fiches"
    _fiches(justes, fiches)
    (ou / "fiche.schema.json").write_text(_schema(justes), "utf-8")
    (ou / "fiche.yamale.yaml").write_text(_yamale(justes), "utf-8")
    _items(fiches, ou / "doorstop")
    noms = [str(p) for p in sorted(fiches.iterdir())]
    toutes = {
        "ajv": (["validate", "--strict=false", "-s", str(ou / "fiche.schema.json"), "-d", f"{fiches}/*.yaml"], ou),
        "yamale": (["-s", str(ou / "fiche.yamale.yaml"), str(fiches)], ou),
        "doorstop": (["-F", "-C", "-L", "-S", "-W"], ou / "doorstop"),
        "check-jsonschema": (["--schemafile", str(ou / "fiche.schema.json"), *noms], ou),
    }
    la = {nom: _trouve(nom) for nom in toutes}
    for nom in (nom for nom, programme in la.items() if programme is None):
        print(f"{nom} : pas mesuré, il n'est pas là (make pairs)")
    return {nom: ([programme, *toutes[nom][0]], toutes[nom][1]) for nom, programme in la.items() if programme}


def _trouve(nom: str) -> str | None:
    ici = os.pathsep.join((str(OU / "bin"), str(OU / "node_modules" / ".bin"), os.environ.get("PATH", "")))
    return shutil.which(nom, path=ici)


def _fiches(justes: Path, ou: Path) -> None:
    ou.mkdir(parents=True)
    for fiche in (justes / "fiches").iterdir():
        texte = re.sub(r"(: )(\d{4}-\d\d-\d\d)$", r'\1"\2"', fiche.read_text("utf-8"), flags=re.MULTILINE)
        (ou / fiche.name).write_text(texte, "utf-8")


def _schema(justes: Path) -> str:
    """The one that `utilite schema` writes for editors."""
    return json.dumps(schema_de_fiche.schema(_grille(justes)))


def _grille(justes: Path) -> Referentiel:
    grille = workspace.ouvre(justes).referentiel.valeur
    assert grille is not None
    return grille


def _items(fiches: Path, ou: Path) -> None:
    """The fiches as a document of doorstop: one item each, its text the fiche's prose, all of its keys beside."""
    (ou / ".git").mkdir(parents=True)
    reglages = {"settings": {"digits": 5, "prefix": "ATELIER", "sep": "-", "itemformat": "yaml"}}
    (ou / ".doorstop.yml").write_text(yaml.safe_dump(reglages), "utf-8")
    for n, fiche in enumerate(sorted(fiches.iterdir()), start=1):
        texte = fiche.read_text("utf-8") + "text: |\n  Une action imaginaire.\n" + ENTETE.format(n=n)
        (ou / f"ATELIER-{n:05}.yml").write_text(texte, "utf-8")


def _yamale(justes: Path) -> str:
    """The référentiel as yamale says it: keys, formes, bounds, lists of words; none of the rules."""
    grille = _grille(justes)
    prises: dict[str, object] = dict(_PRISES)
    suivis = {c.id: {i.id: _mesures(i, prises) for i in c.indicateurs} for axe in grille.axes for c in axe.criteres}
    criteres = {}
    for nom, indicateurs in suivis.items():
        prises[f"suivis-{nom}"] = indicateurs
        prises[f"critere-{nom}"] = {
            "apport": "str(required=False)",
            "indicateurs": f"include('suivis-{nom}', required=False)",
            "temoignages": "list(include('temoignage'), required=False)",
        }
        criteres[nom] = f"include('critere-{nom}', required=False)"
    prises["utilite"] = criteres
    fiche: dict[str, object] = dict(_FICHE)
    for section in grille.fiche:
        prises[f"section-{section.id}"] = _champs(section.champs, prises, section.id)
        fiche[section.id] = _section(section)
    return yaml.safe_dump(fiche, sort_keys=False) + "---\n" + yaml.safe_dump(prises, sort_keys=False, width=10**6)


_DATE = r"regex('^\d{4}(-\d\d){0,2}$'"
_FICHE = {
    "acteurs": "list(str(), min=1)",
    "version_referentiel": "str(required=False)",
    "statut": "enum('brouillon', 'en-cours', 'terminee', required=False)",
    "periode": "include('periode', required=False)",
    "licence": "str(required=False)",
    "limites": "str(required=False)",
    "perspectives": "str(required=False)",
    "utilite_sociale": "include('utilite')",
}
_PRISES = {
    "periode": {"debut": f"{_DATE})", "fin": f"{_DATE}, required=False)"},
    "temoignage": {
        "texte": "str()",
        "auteur": "str(required=False)",
        "accord": "str(required=False)",
        "accord_le": f"{_DATE}, required=False)",
    },
    "ligne": {
        "compte": r"regex('^[678]\d{1,2}$')",
        "libelle": "str(required=False)",
        "montant": "num()",
        "financeur": "str(required=False)",
        "etat": "enum('demande', 'accorde', 'verse', required=False)",
    },
    "budget": {
        "charges": "list(include('ligne'), required=False)",
        "produits": "list(include('ligne'), required=False)",
    },
}


def _section(section: Section) -> str:
    dedans = f"include('section-{section.id}'"
    return f"list({dedans}), required=False)" if section.liste else f"{dedans}, required=False)"


def _champs(champs: Iterable[Champ], prises: dict[str, object], nom: str) -> dict[str, str]:
    return {c.id: _avec(_type(c.spec, prises, f"{nom}-{c.id}"), c.obligatoire) for c in champs}


def _avec(dit: str, obligatoire: bool) -> str:
    return dit if obligatoire else re.sub(r"\)$", "required=False)" if dit.endswith("()") else ", required=False)", dit)


def _type(spec: Spec, prises: dict[str, object], nom: str) -> str:
    """A field, in yamale's words."""
    if spec.forme == "liste" and spec.de is not None:
        return f"list({_type(spec.de, prises, nom)})"
    if spec.forme == "objet":
        prises[nom] = _champs(spec.champs, prises, nom)
        return f"include('{nom}')"
    if spec.forme == "choix":
        return f"enum({_mots(spec)})"
    simples = {"entier": f"int({_min(spec)})", "nombre": f"num({_min(spec)})", "montant": f"num({_min(spec)})"}
    return {**simples, "oui_non": "bool()", "budget": "include('budget')"}.get(spec.forme, "str()")


def _mots(spec: Spec) -> str:
    return ", ".join(map(repr, spec.vocabulaire.entrees))


def _min(spec: Spec) -> str:
    return f"min={spec.bornes['min']}" if "min" in spec.bornes else ""


def _mesures(indicateur: Indicateur, prises: dict[str, object]) -> str:
    """The mesures of an indicateur: how its forme answers, and what goes with every answer."""
    spec = indicateur.spec
    nom = f"mesure-{indicateur.place.route[-1]}-{indicateur.id}-{spec.forme}"
    valeur = "num(required=False)"
    if spec.forme not in ("entier", "nombre", "montant", "ratio", "echelle"):
        valeur = _avec(_type(spec, prises, nom), obligatoire=False)
    prises[nom] = {
        "valeur": valeur,
        **dict.fromkeys(("sur", "population", "avant", "apres"), "num(required=False)"),
        "entre": "list(num(), min=2, max=2, required=False)",
        "environ": "bool(required=False)",
        "repartition": f"map(num(), key=enum({_mots(spec) or repr('')}), required=False)",
        "source": "str(required=False)",
        "recueilli_le": f"{_DATE}, required=False)",
    }
    return f"list(include('{nom}'), required=False)"
