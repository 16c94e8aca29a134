"""A YAML file: from the form, by mail, by hand; what mails and editors do to texts is undone where it is sure."""

import re

from utilite import source
from utilite.diagnostic import Finding
from utilite.edit import tampon
from utilite.edit.retours import Faute, Recu, Retour
from utilite.orthographe import identifiant
from utilite.referentiel import Referentiel
from utilite.schema.cles import ID
from utilite.schema.referentiel import DE_TOUTE_FICHE
from utilite.workspace import DOSSIERS, Workspace

_FIN = re.compile(r"(?i)(?:\.(?:ya?ml|txt))+\Z")
_COPIE = re.compile(r"(?i)(?:[ _\u00a0]*\([0-9]+\)|[ _\u00a0-]+copie(?:[ _\u00a0]*\([0-9]+\))?)+\Z")
_CITE = re.compile(r"(?m)^>(?: |$)")
_CLOTURE = re.compile(r"\A\s*```\w*\n(.*?)\n```\s*\Z", re.DOTALL)
_INSECABLES = re.compile(r"(?m)^[ \u00a0\u202f-]*[\w-]*[\u00a0\u202f]?:?[\u00a0\u202f]")


def lit(nom: str, octets: bytes, espace: Workspace) -> Retour:
    """The fiche or the acteur of a file."""
    if len(octets) > source.MAX_BYTES:
        return Retour(fautes=(Faute("", "le fichier dépasse un mégaoctet", "vérifiez que c'est bien une fiche"),))
    texte, fichier, depart = tampon.retire(_deballe(texte_de(octets)))
    document, findings = source.parse(texte, nom)
    if findings:
        adouci = _INSECABLES.sub(lambda trouve: re.sub("[\u00a0\u202f]", " ", trouve.group()), texte)
        relu, restent = source.parse(adouci, nom)
        if not restent:
            texte, document, findings = adouci, relu, restent
    if findings:
        return Retour(fautes=tuple(_faute(document, finding) for finding in findings))
    referentiel = espace.referentiel.valeur
    genre = _genre(document, referentiel) if referentiel is not None else ""
    if not genre:
        remede = "envoyez le fichier que donne le formulaire, tout entier"
        return Retour(fautes=(Faute("", "ce n'est ni une fiche ni un acteur de ce référentiel", remede),))
    dossier, _, qui = fichier.removesuffix(".yaml").partition("/")
    if dossier not in DOSSIERS or dossier != genre or not ID.fullmatch(qui):
        qui, depart = nom_de(nom), ""
    if not ID.fullmatch(qui):
        return Retour(
            fautes=(
                Faute(
                    "",
                    "le nom du fichier ne dit pas de quelle fiche il s'agit",
                    "renommez-le, par exemple atelier-2026.yaml",
                ),
            )
        )
    return Retour((Recu(genre, qui, texte, depart),))


def nom_de(nom: str) -> str:
    """The id that a file's name stands for, without what mailers and systems add to it; may be empty."""
    return identifiant(_COPIE.sub("", _FIN.sub("", nom)))


def texte_de(octets: bytes) -> str:
    """The text of a file in UTF-8, else in what Windows writes."""
    for encodage in ("utf-16",) if octets[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            texte = octets.decode(encodage)
        except UnicodeDecodeError:
            continue
        return texte.replace("\r\n", "\n").replace("\r", "\n")
    return octets.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _deballe(texte: str) -> str:
    """Without the marks of a quoted message, or those that enclose a piece of code."""
    lignes = [ligne for ligne in texte.split("\n") if ligne.strip()]
    if lignes and all(ligne.startswith(">") for ligne in lignes):
        texte = _CITE.sub("", texte)
    cloture = _CLOTURE.match(texte)
    return f"{cloture[1]}\n" if cloture is not None else texte


def _faute(document: source.Document, finding: Finding) -> Faute:
    span = finding.place.span or document.locate(finding.place.route, on_key=finding.place.on_key)
    return Faute(f"ligne {span.line}", finding.message, finding.hint)


def _genre(document: source.Document, referentiel: Referentiel) -> str:
    """The folder of what a file is, by its keys."""
    cles = document.root.entries.keys() if document.root is not None else set()
    acteur = {section.id for section in referentiel.acteur}
    fiche = {*DE_TOUTE_FICHE, *(section.id for section in referentiel.fiche)}
    compte_fiche, compte_acteur = len(cles & fiche), len(cles & acteur)
    if not compte_fiche and not compte_acteur:
        return ""
    return "acteurs" if compte_acteur > compte_fiche else "fiches"
