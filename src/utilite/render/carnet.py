"""What is noted while a context is built: the sources, numbered, and what is left out, named."""

from collections.abc import Sequence
from typing import Any

from utilite import francais
from utilite.formes.spec import Spec
from utilite.referentiel import Section
from utilite.render.contrat import Note
from utilite.render.valeurs import NON_RENSEIGNE, NonRenseigne


class Carnet:
    """The notes of one document, and what isn't public of it: left out where it is `public`, else shown and named."""

    def __init__(self, *, public: bool) -> None:
        self.public = public
        self.notes: list[Note] = []
        self.temoignages_omis = 0
        self.temoignages_internes = 0
        self._internes: list[str] = []
        self._numeros: dict[str, int] = {}

    @property
    def laisse(self) -> list[str]:
        """What is left out, each thing once."""
        return self._nomme(self._internes if self.public else [], self.temoignages_omis)

    @property
    def internes(self) -> list[str]:
        """What is shown and isn't public, each thing once."""
        return [] if self.public else self._nomme(self._internes, self.temoignages_internes)

    def _nomme(self, noms: Sequence[str], temoignages: int) -> list[str]:
        return [*dict.fromkeys(noms), *[francais.compte(temoignages, "témoignage")] * bool(temoignages)]

    def autre(self) -> "Carnet":
        """One that numbers its notes with this one; what it leaves out isn't left out of this document."""
        autre = Carnet(public=self.public)
        autre.notes, autre._numeros = self.notes, self._numeros
        if not self.public:
            autre._internes = self._internes
        return autre

    def note(self, source: str) -> int | NonRenseigne:
        """The number of the note that carries this source; one source has one note."""
        if not source:
            return NON_RENSEIGNE
        if source not in self._numeros:
            self._numeros[source] = len(self.notes) + 1
            self.notes.append({"numero": len(self.notes) + 1, "texte": source})
        return self._numeros[source]

    def interne(self, titre: str) -> None:
        """Names one thing that isn't public."""
        self._internes.append(titre)

    def internes_de(self, section: Section, valeur: Any) -> None:
        """Names what isn't public of a section."""
        if not valeur:
            return
        lignes = valeur if section.liste else [valeur]
        for champ in section.champs:
            valeurs_du_champ = [ligne[champ.id] for ligne in lignes if ligne.get(champ.id) is not None]
            if champ.interne and valeurs_du_champ:
                self.interne(champ.titre)
            elif valeurs_du_champ:
                self._internes_dans(champ.spec, valeurs_du_champ, champ.titre)

    def _internes_dans(self, spec: Spec, valeurs: Sequence[Any], titre: str) -> None:
        """Names what isn't public of objects, with what they belong to: « SIRET (propriétaire) »."""
        if spec.forme == "liste" and spec.de is not None:
            self._internes_dans(spec.de, [v for liste in valeurs for v in liste], titre)
        for champ in spec.champs if spec.forme == "objet" else ():
            dits = [v[champ.id] for v in valeurs if v.get(champ.id) is not None]
            if champ.interne and dits:
                self.interne(f"{champ.titre} ({francais.minuscule(titre)})")
            elif dits:
                self._internes_dans(champ.spec, dits, champ.titre)
