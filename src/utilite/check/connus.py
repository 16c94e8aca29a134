"""The verdicts of fiches that are known: told again of a fiche whose bytes, and all else, are what they were.

A record is that of one référentiel, one set of ids, one tool: where one of these differs nothing of it is used.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from utilite.check import cache, etats
from utilite.check.examen import Examen, a_plat, de_plat, empreinte
from utilite.check.partage import partage
from utilite.workspace import Workspace, octets


class Connus:
    """The known verdicts of a workspace, and the checking of the other fiches in so many processes."""

    def __init__(self, workspace: Workspace, ou: Path | None, combien: int) -> None:
        self._workspace = workspace
        self._ou = None if workspace.en_memoire else ou
        self._combien = combien

    def __call__(self, noms: Sequence[str], examine: Callable[[str], Examen]) -> Iterator[tuple[str, Examen]]:
        """Each fiche with what is found in it, in their order."""
        if self._ou is None:
            yield from partage(noms, examine, self._combien)
            return
        sel = self._sel(noms)
        fichier = cache.nom(self._workspace.racine, "fiches")
        lu = cache.lit(self._ou, fichier)
        gardes: dict[str, Any] = lu[1] if isinstance(lu, tuple) and len(lu) == 2 and lu[0] == sel else {}
        depuis = etats.maintenant()
        racine = str(self._workspace.racine)
        vus = {fichier: etats.etat(f"{racine}/{fichier}") for fichier in [f"fiches/{nom}.yaml" for nom in noms]}
        actuelles = _Empreintes(self._workspace.racine, gardes, vus)
        sus = [nom for nom in noms if actuelles.tiennent(f"fiches/{nom}.yaml")]
        connus = frozenset(sus)
        neufs = partage([nom for nom in noms if nom not in connus], examine, self._combien)
        suite: dict[str, Any] = {}
        for nom in noms:
            cle = f"fiches/{nom}.yaml"
            if nom in connus:
                plate = gardes[cle][1]
                examen = de_plat(plate)
            else:
                _, examen = next(neufs)
                plate = a_plat(examen)
            if examen.lus:
                suite[cle] = (vus[cle] if etats.est_sur(vus[cle], depuis) else None, plate)
            yield nom, examen
        if suite != gardes:
            cache.ecrit(self._ou, fichier, (sel, suite))

    def _sel(self, noms: Sequence[str]) -> bytes:
        """All that a fiche's verdict depends on beside its bytes and those of the fiches that it names."""
        referentiel = self._workspace.referentiel.document.text
        dits = repr((referentiel, sorted(self._workspace.acteurs), list(noms), str(self._workspace.racine)))
        return blake2b(cache.outil() + dits.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Empreintes:
    """The fingerprints of the fiches as they are now: those kept where the stat hasn't changed, else of their bytes."""

    def __init__(self, racine: Path, gardes: dict[str, Any], vus: dict[str, etats.Etat | None]) -> None:
        self._racine = racine
        self._gardes = gardes
        self._vus = vus
        self._sues: dict[str, bytes | None] = {}

    def tiennent(self, fichier: str) -> bool:
        """Whether a fiche's verdict is known, and each file that it was told from is as it was."""
        garde = self._gardes.get(fichier)
        if garde is None:
            return False
        etat, (_, _, lus) = garde
        if len(lus) == 1 and lus[0][0] == fichier and etat is not None and etat == self._vus.get(fichier):
            return True  # the case of nearly all, at a third of the cost
        return all(self._de(autre) == vue for autre, vue in lus)

    def _de(self, fichier: str) -> bytes | None:
        if fichier not in self._sues:
            self._sues[fichier] = self._gardee(fichier) or self._lue(fichier)
        return self._sues[fichier]

    def _gardee(self, fichier: str) -> bytes | None:
        garde = self._gardes.get(fichier)
        if garde is None or garde[0] is None or garde[0] != self._vus.get(fichier):
            return None
        return next((vue for autre, vue in garde[1][2] if autre == fichier), None)

    def _lue(self, fichier: str) -> bytes | None:
        try:
            return empreinte(octets(self._racine, fichier))
        except OSError:
            return None
