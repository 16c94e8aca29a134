"""The language server of editors, with this repository's own settings: what it proposes, explains, underlines.

It is started over stdio where it is found: in tests/editeur/node_modules (`npm install --prefix tests/editeur`),
on the PATH, or at $UTILITE_YAML_LS.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).parents[1]
_INSTALLE = RACINE / "tests" / "editeur" / "node_modules" / ".bin" / "yaml-language-server"
SERVEUR = os.environ.get("UTILITE_YAML_LS") or shutil.which(_INSTALLE) or shutil.which("yaml-language-server")

pytestmark = pytest.mark.skipif(
    SERVEUR is None, reason="yaml-language-server manque : npm install --prefix tests/editeur"
)

Message = dict[str, Any]


class Editeur:
    """An editor that speaks to the server, in French, with the settings of `.vscode/`."""

    def __init__(self, racine: Path) -> None:
        assert SERVEUR is not None
        self._racine = racine.as_uri()
        self._serveur = subprocess.Popen([SERVEUR, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._reglages = _reglages()
        self._rang = 0
        capacites = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        dossiers = [{"uri": self._racine, "name": "utilite"}]
        self._demande(
            "initialize",
            processId=os.getpid(), rootUri=self._racine, workspaceFolders=dossiers, locale="fr", capabilities=capacites,
        )  # fmt: skip
        self._envoie(method="initialized", params={})
        self._envoie(method="workspace/didChangeConfiguration", params={"settings": self._reglages})

    def fautes(self, fichier: str, texte: str) -> list[tuple[int, str]]:
        """The lines that are underlined (from 1), with the message."""
        return [(d["range"]["start"]["line"] + 1, d["message"]) for d in self._ouvre(fichier, texte)[1]]

    def propose(self, fichier: str, texte: str) -> dict[str, str]:
        """What is proposed at the mark « ¦ », with its explanation."""
        dit = self._en_ce_point("textDocument/completion", fichier, texte)
        return {item["label"]: _texte(item.get("documentation")) for item in dit["items"]}

    def explique(self, fichier: str, texte: str) -> str:
        """What is said of the mark « ¦ »."""
        return _texte((self._en_ce_point("textDocument/hover", fichier, texte) or {}).get("contents"))

    def quitte(self) -> None:
        """Stops the server."""
        self._serveur.kill()
        self._serveur.communicate()

    def _en_ce_point(self, methode: str, fichier: str, texte: str) -> Any:
        avant, apres = texte.split("¦")
        adresse, _ = self._ouvre(fichier, avant + apres)
        lignes = avant.split("\n")
        point = {"line": len(lignes) - 1, "character": len(lignes[-1])}
        return self._demande(methode, textDocument={"uri": adresse}, position=point)

    def _ouvre(self, fichier: str, texte: str) -> tuple[str, list[Message]]:
        """Opens a file, each time another « essai », and waits for what is underlined in it."""
        self._rang += 1
        adresse = f"{self._racine}/{fichier.replace('essai', f'essai-{self._rang}')}"
        document = {"uri": adresse, "languageId": "yaml", "version": self._rang, "text": texte}
        self._envoie(method="textDocument/didOpen", params={"textDocument": document})
        recu = self._attend(lambda m: m.get("params", {}).get("uri") == adresse and "diagnostics" in m["params"])
        return adresse, recu["params"]["diagnostics"]

    def _demande(self, methode: str, **params: Any) -> Any:
        self._rang += 1
        rang = self._rang
        self._envoie(id=rang, method=methode, params=params)
        return self._attend(lambda m: m.get("id") == rang and "method" not in m).get("result")

    def _attend(self, voulu: Callable[[Message], bool]) -> Message:
        """The first message that is wanted; what the server asks in the meantime is answered."""
        while True:
            recu = self._recoit()
            if recu.get("method") == "workspace/configuration":
                reponse = [self._reglages.get(item["section"]) for item in recu["params"]["items"]]
                self._envoie(id=recu["id"], result=reponse)
            elif "method" in recu and "id" in recu:
                self._envoie(id=recu["id"], result=None)
            if voulu(recu):
                return recu

    def _recoit(self) -> Message:
        flux = self._serveur.stdout
        assert flux is not None
        taille = 0
        while ligne := flux.readline().strip():
            if ligne.lower().startswith(b"content-length:"):
                taille = int(ligne.partition(b":")[2])
        assert taille, "le serveur s'est arrêté"
        message: Message = json.loads(flux.read(taille))
        return message

    def _envoie(self, **message: Any) -> None:
        flux = self._serveur.stdin
        assert flux is not None
        octets = json.dumps({"jsonrpc": "2.0", **message}).encode()
        flux.write(b"Content-Length: %d\r\n\r\n" % len(octets) + octets)
        flux.flush()


def _reglages() -> dict[str, Any]:
    """The settings of `.vscode/`, section by section, as an editor hands them over."""
    texte = (RACINE / ".vscode" / "settings.json").read_text("utf-8")
    sections: dict[str, Any] = {}
    for cle, valeur in json.loads(re.sub(r"^\s*//.*$", "", texte, flags=re.MULTILINE)).items():
        *chemin, dernier = cle.split(".")
        ici = sections
        for pas in chemin:
            ici = ici.setdefault(pas, {})
        ici[dernier] = valeur
    return sections


def _texte(dit: Any) -> str:
    return str(dit["value"] if isinstance(dit, dict) else dit or "")


@pytest.fixture(scope="module")
def editeur() -> Iterator[Editeur]:
    un = Editeur(RACINE)
    yield un
    un.quitte()


def test_keys_are_proposed_with_what_they_ask(editeur: Editeur) -> None:
    racine = editeur.propose("fiches/essai.yaml", "¦\n")
    assert {"acteurs", "statut", "periode", "action", "utilite_sociale"} <= racine.keys()
    assert racine["statut"].startswith("« brouillon » tant que vous y travaillez")
    criteres = editeur.propose("fiches/essai.yaml", "utilite_sociale:\n  l¦\nlimites: x\n")
    assert "Quelles relations l'action a-t-elle aidé à nouer" in criteres["lien-social"]
    champs = editeur.propose("fiches/essai.yaml", "action:\n  titre: x\n  ¦\nlimites: x\n")
    assert "besoin" in champs
    assert "titre" not in champs


def test_a_mesure_is_proposed_what_its_forme_asks(editeur: Editeur) -> None:
    debut = "utilite_sociale:\n  estime-de-soi:\n    indicateurs:\n"
    ratio = editeur.propose(
        "fiches/essai.yaml", f"{debut}      confiance-declaree:\n        - valeur: 6\n          ¦\n"
    )
    assert {"sur", "entre", "source", "non_renseigne"} <= ratio.keys()
    assert "avant" not in ratio
    assert "pourcentage se calcule" in ratio["sur"]


def test_words_are_proposed_with_their_titles(editeur: Editeur) -> None:
    statuts = editeur.propose("fiches/essai.yaml", "statut: ¦\n")
    assert list(statuts) == ["brouillon", "terminee", "retiree"]
    publics = editeur.propose("fiches/essai.yaml", "action:\n  publics:\n    - ¦\n")
    assert publics["seniors"]
    assert "null" not in publics
    comptes = editeur.propose("fiches/essai.yaml", "demande:\n  budget:\n    charges:\n      - compte: ¦\n")
    assert comptes["641"] == "Rémunération du personnel"


def test_a_key_is_explained(editeur: Editeur) -> None:
    debut = "utilite_sociale:\n  estime-de-soi:\n    indicateurs:\n"
    dit = editeur.explique("fiches/essai.yaml", f"{debut}      partici¦pants:\n        - valeur: 12\n")
    assert "Personnes venues à une séance au moins" in dit
    assert "Réalisation, en personnes" in dit
    assert "feuille d'émargement" in dit
    assert "Le moins qui convienne" in editeur.explique("referentiel.yaml", "fiche:\n  - champs:\n      - mi¦n: 2\n")


def test_what_is_wrong_is_underlined_in_french(editeur: Editeur) -> None:
    fautes = editeur.fautes(
        "fiches/essai.yaml",
        "acteurs: infini\nstatut: fini\nversion_referentiel: '2015.1'\nperiode: l'an dernier\nlimits: rien\n"
        "utilite_sociale:\n  estime-de-soi:\n    indicateurs:\n      participants:\n        - valeur: environ 12\n",
    )
    attendu = {
        1: "Une liste est attendue ici",
        2: 'Valeur non acceptée. Valeurs valides: "brouillon", "terminee", "retiree".',
        4: "Une année (2013), un mois (2013-06)",
        5: "La propriété limits n'est pas autorisée.",
        10: "Un nombre entier est attendu ici, en chiffres et sans guillemets.",
    }
    for ligne, message in attendu.items():
        assert any(vue == ligne and dit.startswith(message) for vue, dit in fautes), (ligne, fautes)
    assert "« action » est obligatoire." in [dit for _, dit in fautes]
    assert all("Expected" not in dit and "Missing" not in dit for _, dit in fautes)


def test_a_draft_may_lack_what_it_lacks(editeur: Editeur) -> None:
    assert editeur.fautes("fiches/essai.yaml", "statut: brouillon\nperiode:\n") == []


@pytest.mark.parametrize("fichier", ["fiches/kerourien.yaml", "referentiel.yaml", "acteurs/infini.yaml"])
def test_what_is_in_order_is_not_underlined(editeur: Editeur, fichier: str) -> None:
    assert editeur.fautes(fichier, (RACINE / fichier).read_text("utf-8")) == []


def test_a_private_file_is_seen_as_one(editeur: Editeur) -> None:
    assert editeur.fautes("prive/fiches/essai.yaml", "limites: rien\n") == []
    assert editeur.fautes("prive/fiches/essai.yaml", "limits: rien\n") == [
        (1, "La propriété limits n'est pas autorisée.")
    ]


def test_other_networks_files_are_left_alone(editeur: Editeur) -> None:
    assert editeur.fautes("tests/workspaces/jardins/fiches/saison-2024.yaml", "rien: de tout cela\n") == []
