"""What a référentiel has renamed since a fiche was written: old names are told, and read as the new ones."""

from collections.abc import Mapping
from typing import NamedTuple

from utilite import source
from utilite.diagnostic import Route
from utilite.formes.spec import Champ, Lecture, Spec
from utilite.referentiel import Changement, Referentiel, Section

Noms = Mapping[str, str]


class Renommages(NamedTuple):
    """Old names and the current ones, of a version or older, by kind; champs and words in full, `liste.mot`."""

    axes: Noms
    criteres: Noms
    indicateurs: Noms
    champs: Noms
    vocabulaires: Noms


def depuis(referentiel: Referentiel, version: str) -> Renommages | None:
    """What has been renamed since that version; None where nothing was.

    An empty version is one that isn't known: any name counts that nothing bears today.
    """
    versions = [changement.version for changement in referentiel.changements]
    debut = versions.index(version) + 1 if version in versions else 0 if not version else len(versions)
    suite = referentiel.changements[debut:]
    if not any(changement.renommer for changement in suite):
        return None
    noms = {genre: _compose(suite, genre) for genre in Renommages._fields}
    if not version:
        portes = actuels(referentiel)
        noms = {genre: {a: n for a, n in tous.items() if a not in portes[genre]} for genre, tous in noms.items()}
    return Renommages(**noms)


def actuels(referentiel: Referentiel) -> dict[str, set[str]]:
    """The names of each kind that the référentiel bears, written in full."""
    sections = [(prefixe, section) for prefixe in ("", "acteur.") for section in referentiel.acteur]
    sections += [("", section) for section in referentiel.fiche]
    return {
        "axes": {axe.id for axe in referentiel.axes},
        "criteres": {critere.id for critere in referentiel.criteres},
        "indicateurs": {i.id for critere in referentiel.criteres for i in critere.indicateurs},
        "champs": {f"{prefixe}{section.id}.{champ.id}" for prefixe, section in sections for champ in section.champs},
        "vocabulaires": {
            *referentiel.vocabulaires,
            *(f"{v.nom}.{mot}" for v in referentiel.vocabulaires.values() for mot in v.entrees),
        },
    }


def _compose(suite: tuple[Changement, ...], genre: str) -> Noms:
    """One change after the other: what was renamed twice has its last name."""
    actuels: dict[str, str] = {}
    for changement in suite:
        noms = changement.renommer.get(genre, {})
        suivis = {ancien: _suivi(nom, noms) for ancien, nom in actuels.items()}
        actuels = {**noms, **suivis}
    return {ancien: nom for ancien, nom in actuels.items() if ancien != nom}


def _suivi(nom: str, noms: Noms) -> str:
    """Where a name has gone: by itself, or with the list that it is a word of."""
    liste, _, mot = nom.partition(".")
    return noms.get(nom) or (f"{noms[liste]}.{mot}" if mot and liste in noms else nom)


class Suiveur:
    """Rewrites the nodes of one file under the current names, telling each old one where it stands."""

    def __init__(self, renommages: Renommages, referentiel: Referentiel, lecture: Lecture) -> None:
        self._noms = renommages
        self._referentiel = referentiel
        self._lecture = lecture
        self._listes = {i.id: i.spec.vocabulaire.nom for c in referentiel.criteres for i in c.indicateurs}
        self._mots: dict[str, dict[str, str]] = {}
        for ancien, nouveau in renommages.vocabulaires.items():
            liste, _, mot = nouveau.partition(".")
            if mot:
                self._mots.setdefault(liste, {})[ancien.partition(".")[2]] = mot

    def acteur(self, racine: source.Mapping) -> None:
        """The champs of an acteur, whose file says no version: an old name that nothing else bears today."""
        self._champs(racine, self._referentiel.acteur)
        self._valeurs_des_sections(racine, self._referentiel.acteur)

    def fiche(self, racine: source.Mapping) -> None:
        """The champs, critères, indicateurs, axes and words of a fiche."""
        self._champs(racine, self._referentiel.fiche)
        self._valeurs_des_sections(racine, self._referentiel.fiche)
        choisis = _sous(racine, "utilite_sociale")
        if choisis is not None:
            self._cles(choisis, ("utilite_sociale",), self._noms.criteres, "ce critère")
            for nom, (_, node) in choisis.entries.items():
                self._critere(node, ("utilite_sociale", nom))
        propres = _sous(racine, "criteres_propres")
        for nom, (_, node) in propres.entries.items() if propres is not None else ():
            if isinstance(node, source.Mapping):
                self._valeur(node, "axe", ("criteres_propres", nom), self._noms.axes, "cet axe")
            self._critere(node, ("criteres_propres", nom))

    def _critere(self, node: source.Node, route: Route) -> None:
        suivis = _sous(node, "indicateurs")
        if suivis is not None:
            self._cles(suivis, (*route, "indicateurs"), self._noms.indicateurs, "cet indicateur")
            for nom, (_, mesures) in suivis.entries.items():
                self._mesures(mesures, (*route, "indicateurs", nom), self._mots.get(self._listes.get(nom, ""), {}))
        propres = _sous(node, "indicateurs_propres")
        for nom, (_, propre) in propres.entries.items() if propres is not None else ():
            parmi = propre.entries.get("parmi") if isinstance(propre, source.Mapping) else None
            if parmi is not None and isinstance(parmi[1], source.Scalar) and isinstance(propre, source.Mapping):
                mots = self._mots.get(parmi[1].value.strip(), {})
                ici = (*route, "indicateurs_propres", nom, "mesures")
                self._mesures(propre.entries.get("mesures", (None, None))[1], ici, mots)

    def _mesures(self, node: source.Node | None, route: Route, mots: Noms) -> None:
        if mots and isinstance(node, source.Sequence):
            for rang, mesure in enumerate(node.items):
                parts = _sous(mesure, "repartition")
                if parts is not None:
                    self._cles(parts, (*route, rang, "repartition"), mots, "cette catégorie")

    def _champs(self, racine: source.Mapping, sections: tuple[Section, ...]) -> None:
        """Champs under the name, and in the section, that they have today."""
        for section in sections:
            noms: dict[str, str] = {}
            for ancien, nouveau in self._noms.champs.items():
                (avant, vieux), (apres, neuf) = _en_deux(ancien), _en_deux(nouveau)
                if apres == section.id and avant == apres:
                    noms[vieux] = neuf
                elif apres == section.id and not section.liste:
                    self._deplace(racine, (avant, vieux), (apres, neuf))
            for route, node in _lignes(racine, section):
                self._cles(node, route, noms, "ce champ")

    def _deplace(self, racine: source.Mapping, ancien: tuple[str, str], nouveau: tuple[str, str]) -> None:
        """A champ that has gone to another section, which the file may not have."""
        avant = _sous(racine, ancien[0])
        if avant is None or ancien[1] not in avant.entries:
            return
        entree = avant.entries[ancien[1]]
        apres = _sous(racine, nouveau[0])
        if nouveau[0] not in racine.entries:
            apres = source.Mapping(False, entree[0].start_mark, entree[1].end_mark)
            racine.entries[nouveau[0]] = entree[0], apres
        if apres is None:
            return
        del avant.entries[ancien[1]]
        if nouveau[1] in apres.entries:
            self._deja(entree[0], nouveau, ".".join(nouveau), "ce champ")
            return
        apres.entries[nouveau[1]] = entree
        self._lecture.dit(
            "identifiant-renomme",
            nouveau,
            f"ce champ, « {'.'.join(ancien)} », s'appelle désormais « {'.'.join(nouveau)} »",
            f"tapez « utilite migrate », ou mettez-le sous « {nouveau[0]}: », avec le nom « {nouveau[1]} »",
            on_key=True,
        )

    def _valeurs_des_sections(self, racine: source.Mapping, sections: tuple[Section, ...]) -> None:
        if not self._mots:
            return
        for section in sections:
            for route, node in _lignes(racine, section):
                self._objet(node, route, section.champs)

    def _objet(self, node: source.Mapping, route: Route, champs: tuple[Champ, ...]) -> None:
        for champ in champs:
            if champ.id in node.entries:
                cle, valeur = node.entries[champ.id]
                node.entries[champ.id] = cle, self._lue(valeur, (*route, champ.id), champ.spec)

    def _lue(self, node: source.Node, route: Route, spec: Spec) -> source.Node:
        """A value with its words under their current names, as deep as its forme goes."""
        if spec.forme == "choix" and isinstance(node, source.Scalar):
            return self._mot(node, route, self._mots.get(spec.vocabulaire.nom, {}), "ce choix")
        if spec.forme == "liste" and spec.de is not None and isinstance(node, source.Sequence):
            node.items[:] = [self._lue(item, (*route, rang), spec.de) for rang, item in enumerate(node.items)]
        if spec.forme == "objet" and isinstance(node, source.Mapping):
            self._objet(node, route, spec.champs)
        return node

    def _valeur(self, node: source.Mapping, cle: str, route: Route, noms: Noms, quoi: str) -> None:
        if cle in node.entries and isinstance(node.entries[cle][1], source.Scalar):
            ecrite, valeur = node.entries[cle]
            node.entries[cle] = ecrite, self._mot(valeur, (*route, cle), noms, quoi)

    def _mot(self, node: source.Node, route: Route, noms: Noms, quoi: str) -> source.Node:
        nouveau = noms.get(node.value.strip()) if isinstance(node, source.Scalar) else None
        if nouveau is None or not isinstance(node, source.Scalar):
            return node
        self._dit(node.value.strip(), nouveau, route, quoi, noms)
        return source.Scalar(None, nouveau, node.start_mark, node.end_mark)

    def _cles(self, node: source.Mapping, route: Route, noms: Noms, quoi: str) -> None:
        """The keys of a mapping under their current names, in their order."""
        if not noms.keys() & node.entries.keys():
            return
        avant, node.entries = node.entries, {}
        for ancien, entree in avant.items():
            nouveau = noms.get(ancien, ancien)
            if nouveau in node.entries or (nouveau != ancien and nouveau in avant and nouveau not in noms):
                self._deja(entree[0], (*route, ancien), nouveau, quoi)
                continue
            node.entries[nouveau] = entree
            if nouveau != ancien:
                self._dit(ancien, nouveau, (*route, nouveau), quoi, noms, on_key=True)

    def _dit(self, ancien: str, nouveau: str, route: Route, quoi: str, noms: Noms, *, on_key: bool = False) -> None:
        self._lecture.dit(
            "identifiant-renomme",
            route,
            f"{quoi}, « {ancien[:60]} », s'appelle désormais « {nouveau} »",
            f"tapez « utilite migrate », ou remplacez par « {nouveau} »",
            on_key=on_key,
            repair=nouveau if nouveau not in noms else None,
        )

    def _deja(self, cle: source.Scalar, route: Route, nouveau: str, quoi: str) -> None:
        self._lecture.dit(
            "champ-inconnu",
            route,
            f"{quoi}, « {cle.value[:60]} », s'appelle désormais « {nouveau} », qui est déjà là",
            "réunissez les deux sous le nouveau nom",
            span=self._lecture.document.span(cle),
        )


def _en_deux(champ: str) -> tuple[str, str]:
    section, _, nom = champ.removeprefix("acteur.").rpartition(".")
    return section, nom


def _sous(node: source.Node, cle: str) -> source.Mapping | None:
    """The mapping under a key, where there is one."""
    dessous = node.entries[cle][1] if isinstance(node, source.Mapping) and cle in node.entries else None
    return dessous if isinstance(dessous, source.Mapping) else None


def _lignes(racine: source.Mapping, section: Section) -> list[tuple[Route, source.Mapping]]:
    """The mappings that hold the champs of a section: itself, or its items where it is a list."""
    node = racine.entries[section.id][1] if section.id in racine.entries else None
    if isinstance(node, source.Mapping):
        return [((section.id,), node)]
    if isinstance(node, source.Sequence) and section.liste:
        return [((section.id, i), item) for i, item in enumerate(node.items) if isinstance(item, source.Mapping)]
    return []
