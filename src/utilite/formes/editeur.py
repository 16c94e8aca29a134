"""What an editor is told of a value: the pieces of JSON Schema (draft-07) that the formes are described with.

A schema judges a file as YAML 1.2's core schema reads it. It may never reject what our readers take: a text is
also a number there (`titre: 2014`), and what holds nothing is missing, whatever it should have been.

Two things come from the language server of YAML (redhat-developer/yaml-language-server): it takes its completions
from `properties`, `items`, `anyOf` and not from `if` or `not`, where what an editor shouldn't propose is put;
and it has its messages in French but for those of types and of missing keys, which `errorMessage` replaces.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from utilite.formes.spec import Cle, Fragment, Schema, Vocabulaire

REMPLI: Fragment = {"$ref": "#/definitions/rempli"}
GARNI: Fragment = {"$ref": "#/definitions/garni"}
REMPLI_OU_NUL: Fragment = {"anyOf": [REMPLI, {"type": "null"}]}
"""In a text « ~ » is a word, which nothing tells from an empty value under the core schema."""

DEFINITIONS: dict[str, Fragment] = {
    "vide": {
        "type": ["null", "string", "array", "object"],
        "pattern": r"^\s*$",
        "items": {"$ref": "#/definitions/tout-vide"},
        "maxProperties": 0,
    },
    "tout-vide": {
        "type": ["null", "string", "array", "object"],
        "pattern": r"^\s*$",
        "items": {"$ref": "#/definitions/tout-vide"},
        "additionalProperties": {"$ref": "#/definitions/tout-vide"},
    },
    "rempli": {"not": {"$ref": "#/definitions/vide"}},
    "garni": {"not": {"$ref": "#/definitions/tout-vide"}},
}
"""`objet.est_vide` and `objet.tout_vide`, and their contraries; then what `commun` adds."""

LIBRE = Schema({})
"""Anything at all."""

_SIGNES = re.compile(r"[.*+?^$(){}|\[\]\\/]")
"""The signs that mean something in a pattern: JavaScript refuses that others be escaped."""

_COEUR: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda t: t[0] in "tT"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda t: int(t, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), lambda t: float(t.replace(".", ""))),
)


def coeur(ecrit: str) -> Any:
    """What a plain scalar is under YAML 1.2's core schema (yaml.org/spec/1.2.2, §10.3.2)."""
    return next((valeur(ecrit) for motif, valeur in _COEUR if motif.fullmatch(ecrit)), ecrit)


def commun(nom: str, schema: Schema) -> Schema:
    """A value that means the same in every file, by reference to what all schemas share."""
    parties = {cle: partie for cle, partie in zip(parties_de(nom), schema, strict=True) if partie}
    DEFINITIONS.update(parties)
    return Schema(*(renvoi(cle) if cle in parties else {} for cle in parties_de(nom)))


def parties_de(nom: str) -> tuple[str, str, str]:
    """What the three parts of a shared schema are called."""
    return nom, f"{nom}-exige", f"{nom}-des-listes"


def renvoi(nom: str) -> Fragment:
    """A reference to a shared part."""
    return {"$ref": f"#/definitions/{nom}"}


def dit(titre: str, *lignes: str) -> Fragment:
    """A title and what helps to fill in, line by line; empty ones are left out."""
    texte = "\n".join(" ".join(ligne.split()) for ligne in lignes if ligne)
    return {cle: mot for cle, mot in (("title", titre), ("description", texte)) if mot}


def de_type(type_: str, message: str, **aussi: Any) -> Fragment:
    """A value of one type, with French words for another's."""
    return {"type": type_, "errorMessage": message, **aussi}


def ou_vide(*fragments: Fragment, tout: bool = False) -> Schema:
    """One of these, or nothing; the first is the one whose faults are told."""
    return Schema({"anyOf": [*fragments, {"not": GARNI if tout else REMPLI}]})


def motif(corps: str, message: str) -> Fragment:
    """A text that is this."""
    return de_type("string", message, pattern=entoure(corps))


def entoure(corps: str) -> str:
    """The pattern of a text that is this once its outer blanks are left out, as readers do."""
    return rf"^\s*(?:{corps})\s*$"


def aussi(**proprietes: Fragment) -> Fragment:
    """What else holds of some keys, that are proposed and explained elsewhere."""
    return {"properties": {cle: {"doNotSuggest": True, **fragment} for cle, fragment in proprietes.items()}}


def interdit(message: str) -> Fragment:
    """Nothing may stand here."""
    return {"if": REMPLI, "then": de_type("null", message)}


def texte(*formes: Fragment, une_ligne: bool = False, mini: int = 0, maxi: int | None = None) -> Schema:
    """A text, quoted or not, of all these formes, between two numbers of signs."""
    parties = list(formes)
    if une_ligne:
        parties.append({"pattern": r"^\s*[^\n]*\s*$", "patternErrorMessage": "Ce texte doit tenir sur une ligne."})
    if mini > 1:
        court = f"Ce texte est trop court : {mini} signes au moins."
        parties.append({"pattern": rf"\S[\s\S]{{{mini - 2},}}\S", "patternErrorMessage": court})
    if maxi is not None:
        long = f"Ce texte est trop long : {maxi} signes au plus."
        parties.append({"pattern": rf"^\s*[\s\S]{{0,{maxi}}}\s*$", "patternErrorMessage": long})
    imbrique = de_type(
        "string", "Un texte est attendu ici : écrivez-le à la suite de la clé, entre guillemets au besoin."
    )
    un_texte: Fragment = {"if": {"type": ["array", "object"]}, "then": imbrique}
    return ou_vide({**un_texte, "allOf": parties} if parties else un_texte)


def ligne() -> Schema:
    """A text of one line."""
    return commun("ligne", texte(une_ligne=True))


def libre() -> Schema:
    """A text, whatever its lines."""
    return commun("texte", texte())


def lignes() -> Schema:
    """Several texts of one line."""
    return commun("lignes", liste(ligne()))


def choix(vocabulaire: Vocabulaire) -> Schema:
    """One word of a list, each with its title."""
    mots = {entree.id: entree.titre for entree in vocabulaire.entrees.values()}
    if not mots:
        return Schema(interdit("Cette liste est vide : demandez qu'on la complète dans le référentiel."))
    tels_quels = "|".join(_SIGNES.sub(r"\\\g<0>", mot) for mot in mots)
    return ou_vide(enum(mots), {"type": "string", "pattern": entoure(tels_quels)})


def enum(mots: Mapping[str, str]) -> Fragment:
    """Words with what they mean; one that looks like a number may be written without quotes."""
    paires = list(mots.items())
    paires += [(lu, titre) for mot, titre in mots.items() if not isinstance(lu := coeur(mot), str)]
    titres = {"enumDescriptions": [titre for _, titre in paires]} if any(t != m for m, t in mots.items()) else {}
    return {"enum": [mot for mot, _ in paires], **titres}


def liste(item: Schema, mini: int = 0, maxi: int | None = None) -> Schema:
    """Several values, the empty ones apart."""
    forme: Fragment = {
        "items": {"anyOf": [item.forme, {"not": GARNI}]} if item.forme else {},
        "if": REMPLI,
        "then": de_type("array", "Une liste est attendue ici : chaque élément sur sa ligne, après un tiret."),
    }
    bornes: list[Fragment] = [{"if": GARNI, "then": {"minItems": mini}}] if mini else []
    if maxi is not None:
        bornes.append({"if": {"items": GARNI}, "then": {"maxItems": maxi}})
    exige = {"items": {"if": GARNI, "then": item.exige}} if item.exige else {}
    return Schema({**forme, "allOf": bornes} if bornes else forme, exige, exige)


def objet(cles: Mapping[str, Cle], mots: Mapping[str, str] | None = None) -> Schema:
    """These keys and no other; `mots` are what is said of them."""
    vus = {nom: cle.decrit() for nom, cle in cles.items()}
    dits = mots or {}
    forme: Fragment = {
        "properties": {nom: {**dit("", dits.get(nom, "")), **vu.forme} for nom, vu in vus.items()},
        "additionalProperties": False,
        "if": REMPLI,
        "then": de_type("object", "Des clés sont attendues ici, chacune sur sa ligne, en retrait."),
    }
    requis = [nom for nom, cle in cles.items() if cle.obligatoire]
    exige = _exige(cles, requis, {nom: vu.exige for nom, vu in vus.items()})
    return Schema(forme, exige, _exige(cles, [], {nom: vu.des_listes for nom, vu in vus.items()}))


def nommes(valeur: Schema, motif_: str = "", message: str = "") -> Schema:
    """Keys that the writer names, all of one shape; `motif_` is that of the names, where they have one."""
    noms: Fragment = {"propertyNames": {"pattern": f"^(?:{motif_})$", "patternErrorMessage": message}}
    forme: Fragment = {
        **(noms if motif_ else {}),
        "additionalProperties": valeur.forme,
        "if": REMPLI,
        "then": de_type("object", "Des clés sont attendues ici, chacune sur sa ligne, en retrait."),
    }
    return Schema(forme, _partout(valeur.exige), _partout(valeur.des_listes))


def selon(cle: str, cas: Iterable[tuple[Iterable[str], Schema]]) -> Schema:
    """What holds beside some words of a key."""
    tous = [(si(cle, {"enum": list(mots)}), parties) for mots, parties in cas]
    return Schema(*(_selon([(quand, parties[i]) for quand, parties in tous]) for i in range(3)))


def ensemble(*schemas: Schema) -> Schema:
    """All of these at once; the first gives the keys."""
    return Schema(*(_tous([schema[i] for schema in schemas]) for i in range(3)))


def si(cle: str, condition: Fragment = REMPLI) -> Fragment:
    """Whether a key is there, filled in."""
    return {"required": [cle], "properties": {cle: condition}}


def manque(cle: str, quand: Fragment | None = None, *, est_texte: bool = False, tout: bool = False) -> Fragment:
    """That a key be there and filled in; `quand` is when."""
    present = REMPLI_OU_NUL if est_texte else GARNI if tout else REMPLI
    message = f"« {cle} » est obligatoire."
    exige: Fragment = {
        "required": [cle],
        "errorMessage": message,
        **aussi(**{cle: {"if": {"not": present}, "then": de_type("boolean", message)}}),
    }
    return {"if": quand, "then": exige} if quand else exige


def json_de(schema: Fragment) -> str:
    """A schema as a file, the same for the same référentiel."""
    return json.dumps(schema, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _exige(cles: Mapping[str, Cle], requis: Iterable[str], dedans: Mapping[str, Fragment]) -> Fragment:
    """What a mapping that holds something must hold, and what must stand in it."""
    parties = [manque(nom, est_texte=cles[nom].texte, tout=cles[nom].profond) for nom in requis]
    profonds = {nom: fragment for nom, fragment in dedans.items() if fragment}
    if profonds:
        parties.append(aussi(**profonds))
    return {"if": {"type": "object", "minProperties": 1}, "then": {"allOf": parties}} if parties else {}


def _partout(exige: Fragment) -> Fragment:
    return {"additionalProperties": {"if": REMPLI, "then": exige}} if exige else {}


def _selon(cas: list[tuple[Fragment, Fragment]]) -> Fragment:
    parties = [{"if": quand, "then": partie} for quand, partie in cas if partie]
    return {"allOf": parties} if parties else {}


def _tous(fragments: list[Fragment]) -> Fragment:
    premier, *autres = fragments
    utiles = [fragment for fragment in autres if fragment]
    if not utiles:
        return premier
    return {**premier, "allOf": [*premier.get("allOf", []), *utiles]}
