"""`utilite preview` over HTTP: documents as they are by now, and what is wrong; nothing is ever written."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from utilite import francais
from utilite.diagnostic import Diagnostic, Severity
from utilite.edit.serveur import pages
from utilite.edit.serveur.attente import Veille
from utilite.edit.serveur.pages import echappe
from utilite.edit.serveur.protections import Gardien
from utilite.edit.serveur.routes import IDENTIFIANT, Demande, Reponse, Route, en_json, refus
from utilite.errors import OperatorError

ATTENTE = 25.0
"""In seconds: how long a page waits for a change before it asks again."""


class Vue(NamedTuple):
    """A document by now, None where it can't be made, for this reason; and what is found in its sources."""

    page: str | None
    constats: tuple[Diagnostic, ...] = ()
    raison: str = ""


class Instantane(Protocol):
    """The workspace at one moment: the documents that it makes, by id, with their titles."""

    documents: Mapping[str, str]

    def vue(self, nom: str) -> Vue:
        """One of them."""
        ...


class Apercu:
    """The documents, made again once a file has changed; the last good one stays where it no longer can be."""

    def __init__(self, racine: Path, ouvre: Callable[[], Instantane]) -> None:
        self._ouvre = ouvre
        self._veille = Veille(racine)
        self._verrou = threading.Lock()
        self._etat = self._veille.etat()
        self._instantane = ouvre()
        self._raison = ""
        self._vues: dict[str, Vue] = {}
        self._bonnes: dict[str, str] = {}

    def routes(self, gardien: Gardien) -> tuple[Route, ...]:
        """What is served."""
        scripts = {nom: (pages.PAGE / nom).read_bytes() for nom in ("cadre.js", "apercu.js")}

        def accueil(_: Demande) -> Reponse:
            documents = self.documents()
            seul = next(iter(documents), "") if len(documents) == 1 else ""
            return _page(seul, documents[seul], gardien.base, scripts) if seul else _liste(documents, gardien.base)

        def document(demande: Demande) -> Reponse:
            titre = self.documents().get(demande.noms[0])
            if titre is None:
                return pages.avis("Pas ici", "Aucun document n'a ce nom.", gardien.base, 404)
            return _page(demande.noms[0], titre, gardien.base, scripts)

        def suite(demande: Demande) -> Reponse:
            nom, connu = demande.noms
            if nom not in self._instantane.documents:
                return refus(404, "Aucun document n'a ce nom.")
            return en_json(self.suite(nom, connu or ""))

        return (
            Route("GET", "", accueil),
            Route("GET", f"document/{IDENTIFIANT}", document),
            Route("GET", f"suite/{IDENTIFIANT}(?:/([0-9a-f]{{64}}))?", suite),
            *pages.sert(scripts),
        )

    def documents(self) -> Mapping[str, str]:
        """What there is to see by now, or the last time that it could be told."""
        with self._verrou:
            self._relit(self._veille.etat())
            return self._instantane.documents

    def suite(self, nom: str, connu: str) -> dict[str, Any]:
        """A document, once the files are no longer in the state that is known."""
        etat = self._veille.attend(connu, ATTENTE)
        with self._verrou:
            self._relit(etat)
            vue = self._vue(nom)
        return {
            "etat": etat,
            "html": self._bonnes.get(nom, ""),
            "gravite": _gravite(vue),
            "phrase": _phrase(vue, ancienne=nom in self._bonnes),
            "constats": [_constat(d) for d in vue.constats],
        }

    def _relit(self, etat: str) -> None:
        if etat == self._etat:
            return
        self._etat, self._vues, self._raison = etat, {}, ""
        try:
            self._instantane = self._ouvre()
        except OperatorError as error:
            self._raison = str(error)

    def _vue(self, nom: str) -> Vue:
        if self._raison:
            return Vue(None, raison=self._raison)
        if nom not in self._vues:
            self._vues[nom] = _faite(self._instantane, nom)
        vue = self._vues[nom]
        if vue.page is not None:
            self._bonnes[nom] = vue.page
        return vue


def _faite(instantane: Instantane, nom: str) -> Vue:
    try:
        return instantane.vue(nom)
    except OperatorError as error:
        return Vue(None, raison=str(error))


def _phrase(vue: Vue, *, ancienne: bool) -> str:
    if vue.page is not None:
        return _resume(vue) or "Rien à corriger"
    suite = "le document est resté celui d'avant" if ancienne else "pas encore de document"
    return francais.typographie(f"{vue.raison[:1].upper()}{vue.raison[1:]} : {suite}")


def _gravite(vue: Vue) -> str:
    if vue.page is None or any(d.severity is Severity.ERROR for d in vue.constats):
        return "erreur"
    return "avertissement" if vue.constats else "bien"


def _resume(vue: Vue) -> str:
    comptes = [
        (sum(d.severity is gravite for d in vue.constats), gravite.francais)
        for gravite in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    ]
    return francais.enumere([francais.compte(n, mot) for n, mot in comptes if n])


def _constat(d: Diagnostic) -> dict[str, str]:
    return {
        "gravite": d.severity.value,
        "ou": f"{d.file}:{d.span.line}",
        "dit": francais.typographie(f"{d.severity.francais} {d.code} : {d.message}"),
        "conseil": francais.typographie(d.hint),
    }


def _page(nom: str, titre: str, base: str, scripts: Mapping[str, bytes]) -> Reponse:
    corps = (
        '<main class="vue"><div id="bandeau" class="bandeau" role="status"></div>'
        f'<h1 class="discret">{echappe(titre)}</h1>'
        '<iframe id="cadre" class="apercu" title="Le document" sandbox="allow-same-origin allow-modals allow-popups '
        'allow-popups-to-escape-sandbox"></iframe></main>'
    )
    return pages.page(titre, corps, base=base, scripts=scripts, donnees={"base": base, "nom": nom})


def _liste(documents: Mapping[str, str], base: str) -> Reponse:
    items = "".join(
        f'<li><h2><a href="{base}document/{nom}">{echappe(titre)}</a></h2></li>' for nom, titre in documents.items()
    )
    vide = "" if documents else '<p class="avis">Il n\'y a pas de document à montrer pour le moment.</p>'
    corps = (
        f'{pages.tete("Les documents")}<div class="large corps-simple"><main>{vide}'
        f'<ul class="fiches">{items}</ul></main></div>{pages.pied()}'
    )
    return pages.page("Les documents", corps, base=base)
