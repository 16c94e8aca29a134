"""A file's text made to say what a tree says: what says it already isn't touched, nor are comments.

What is new goes to its canonical place, or after the item that it follows; what goes takes its own
comments along. The result is read again, and kept only where it says just what was wanted.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from utilite import source
from utilite.diagnostic import Route
from utilite.edit import branches, ecriture, textes
from utilite.edit.alignement import paires
from utilite.edit.arbres import Arbre, arbre, est_intervalle
from utilite.edit.branches import Branche
from utilite.edit.retouches import Retouche, applique
from utilite.schema.ordre import RIEN, Plan
from utilite.source import Document, Mapping, Scalar

_SAUT = re.compile(r"\r\n|\r|\n")
_DEUX_POINTS = re.compile(r"[ \t]*:")
_COMMENTAIRE = re.compile(r"\s*^( *)#", re.MULTILINE)
_SIGNE_DE_BLOC = re.compile(r"[|>][-+0-9]*")

Lignes = list[str]
"""Lines of an entry or of an item, as they are at the left margin."""


def accorde(document: Document, voulu: dict[str, Arbre], plan: Plan) -> str | None:
    """The document's text once it says what is wanted; None where that can't be had without risk."""
    if document.root is None or not document.root.entries:
        return None if voulu else document.text
    saut = _SAUT.search(document.text)
    fin = saut.group() if saut is not None else "\n"
    entier = document.text if document.text.endswith(("\r", "\n")) else document.text + fin
    greffe = _Greffe(source.parse(entier, document.file)[0], fin)
    try:
        texte = greffe.faite(voulu, plan)
    except (ValueError, ecriture.IllisibleError):
        return None
    texte = texte if entier == document.text else texte.removesuffix(fin)
    return texte if _fidele(document, texte, voulu, greffe.partis) else None


def _fidele(document: Document, texte: str, voulu: Arbre, partis: Iterable[str]) -> bool:
    """Whether a text says what is wanted, and has lost no comment but those of what has gone."""
    relu, findings = source.parse(texte, document.file)
    if findings or (arbre(relu.root) or {}) != voulu:
        return False
    avant, apres = branches.commentaires(document), branches.commentaires(relu)
    parti = "\n".join(partis)
    return not apres - avant and all(perdu in parti for perdu in avant - apres)


class _Greffe:
    """The replacements on one text, whose last line has an end."""

    def __init__(self, document: Document, saut: str) -> None:
        self.document = document
        self.texte = document.text
        self.saut = saut
        self.debuts = [0, *(trouve.end() for trouve in _SAUT.finditer(self.texte))]
        self.retouches: list[Retouche] = []
        self.ajouts: dict[int, str] = defaultdict(str)
        """What is inserted, by place; the innermost comes first."""
        self.partis: list[str] = []

    def faite(self, voulu: Arbre, plan: Plan) -> str:
        """The whole text. Raises ValueError where replacements would overlap."""
        assert self.document.root is not None
        racines = branches.pousse(self.document).branches
        return self._tranche(0, len(self.texte), lambda: self._cles(self.document.root, racines, voulu, plan, ()))

    def _tranche(self, debut: int, fin: int, change: Callable[[], None]) -> str:
        """A piece of the text, changed."""
        dehors = self.retouches, self.ajouts
        self.retouches, self.ajouts = [], defaultdict(str)
        change()
        dedans = [*self.retouches, *(Retouche(place, place, texte) for place, texte in self.ajouts.items())]
        self.retouches, self.ajouts = dehors
        return applique(self.texte[debut:fin], (Retouche(r.debut - debut, r.fin - debut, r.texte) for r in dedans))

    def _pose(self, debut: int, fin: int, texte: str) -> None:
        self.retouches.append(Retouche(debut, fin, texte.replace("\n", self.saut)))
        self.partis.append(self.texte[debut:fin])

    def _ajoute(self, place: int, lignes: Iterable[str], marge: int = 0) -> None:
        self.ajouts[place] += "".join(f"{' ' * marge}{ligne}{self.saut}" if ligne else self.saut for ligne in lignes)

    # What an entry or an item holds

    def _valeur(self, branche: Branche, voulu: Arbre, plan: Plan, route: Route, *, crochets: bool) -> None:
        """Makes a branch say what is wanted; `crochets`: it stands between some."""
        node = branche.valeur
        if arbre(node, route) == voulu:
            return
        if isinstance(node, Scalar) and node.value.strip() and isinstance(voulu, str) and voulu:
            self._scalaire(branche, node, voulu, plan, crochets=crochets)
        elif isinstance(node, Mapping) and branche.branches and isinstance(voulu, dict):
            self._cles(node, branche.branches, voulu, plan, route)
        elif isinstance(node, source.Sequence) and branche.branches and isinstance(voulu, list):
            self._items(node, branche.branches, voulu, plan, route)
        elif crochets:
            self._remplace_entre_crochets(branche, voulu)
        else:
            self._remplace(branche, voulu, plan)

    def _scalaire(self, branche: Branche, node: Scalar, voulu: str, plan: Plan, *, crochets: bool) -> None:
        debut, fin = node.start_mark.index, self._fin(branche)
        if crochets:
            self._pose(debut, fin, ecriture.en_ligne(voulu))
            return
        ecrit = self.texte[debut:fin]
        place = debut - self.debuts[self._ligne(debut)]
        premiere, *suite = textes.remplace(node, ecrit, voulu, branche.colonne, place, prose=plan.prose)
        if node.style in ("|", ">") and suite:
            self._pose(debut, fin, "\n".join((premiere, *suite)))
        elif suite and self._commente_dessous(fin, branche.colonne):
            self._pose(debut, fin, ecriture.scalaire(voulu))
        else:
            self._pose(debut, fin, premiere)
            self._ajoute(self._dessous(fin), suite)

    def _remplace(self, branche: Branche, voulu: Arbre, plan: Plan) -> None:
        """Another kind of value, or one where there was none; what stands at the end of its line stays."""
        bout, fin = self._bout(branche), self._fin(branche)
        premiere, suite = (ecriture.item if branche.cle is None else ecriture.entree)(voulu, plan)
        if any(ligne.endswith(("|", ">")) for ligne in (premiere, *suite)) and self._commente_dessous(
            fin, branche.colonne
        ):
            premiere, suite = f" {ecriture.en_ligne(voulu)}", []
        signe = _SIGNE_DE_BLOC.match(self.texte, branche.valeur.start_mark.index) if branche.en_bloc else None
        if signe is not None:
            if premiere == f" {voulu}" and not self._commente_dessous(fin, branche.colonne):
                premiere, suite = f" {signe.group()}", [f"  {voulu}"]
            self._pose(bout, signe.end(), premiere)
            dessous = self._dessous(signe.end())
        elif branche.cle is not None and branche.branches and not _entre_crochets(branche):
            self._pose(bout, bout, premiere)
            dessous = self._dessous(bout)
        else:
            self._pose(bout, fin, premiere)
            dessous = self._dessous(fin)
        if fin > dessous:
            self._pose(dessous, self._bas(branche), "")
        self._ajoute(dessous, suite, branche.colonne)

    def _remplace_entre_crochets(self, branche: Branche, voulu: Arbre) -> None:
        ecrit = ecriture.en_ligne(voulu)
        if branche.cle is None:
            self._pose(branche.valeur.start_mark.index, self._fin(branche), ecrit)
            return
        bout = self._bout(branche)
        deux_points = "" if self.texte[bout - 1] == ":" else ":"
        self._pose(bout, self._fin(branche), f"{deux_points} {ecrit}".rstrip(" "))

    # Mappings and lists

    def _cles(self, node: Mapping | None, soeurs: Sequence[Branche], voulu: Arbre, plan: Plan, route: Route) -> None:
        assert node is not None
        noms = list(node.entries)
        gardees = {
            rang
            for rang, (nom, branche) in enumerate(zip(noms, soeurs, strict=True))
            if nom in voulu or arbre(branche.valeur, (*route, nom)) is None
        }

        def change(rang: int) -> None:
            nom = noms[rang]
            if nom in voulu:
                self._valeur(soeurs[rang], voulu[nom], _sous(plan, nom), (*route, nom), crochets=node.flow)

        neuves: dict[int, list[Lignes]] = defaultdict(list)
        ancres = _Ancres([noms[rang] for rang in sorted(gardees)], sorted(gardees), plan)
        for cle in sorted((cle for cle in voulu if cle not in node.entries), key=ancres.rang):
            neuves[ancres.de(cle)].append(_entree(cle, voulu[cle], _sous(plan, cle), crochets=node.flow))
        self._pousse(soeurs, gardees, neuves, change, crochets=node.flow)

    def _items(self, node: source.Sequence, soeurs: Sequence[Branche], voulu: Arbre, plan: Plan, route: Route) -> None:
        dessous = plan.item or RIEN
        lies = _lies(node, voulu, dessous, route)
        de = {j: i for i, j in lies.items()}
        en_place = _croissants(lies)
        vides = {i for i, item in enumerate(node.items) if i not in lies and arbre(item, (*route, i)) is None}

        def change(rang: int) -> None:
            if rang in lies:
                self._valeur(soeurs[rang], voulu[lies[rang]], dessous, (*route, rang), crochets=node.flow)

        neuves: dict[int, list[Lignes]] = defaultdict(list)
        ancre = -1
        for j, item in enumerate(voulu):
            i = de.get(j, -1)
            if i in en_place:
                ancre = i
            elif i >= 0:
                neuves[ancre].append(self._deplace(soeurs[i], partial(change, i), crochets=node.flow))
            else:
                neuves[ancre].append(_item(item, dessous, crochets=node.flow))
        self._pousse(soeurs, en_place | vides, neuves, change, crochets=node.flow)

    def _deplace(self, branche: Branche, change: Callable[[], None], *, crochets: bool) -> Lignes:
        """An item, changed, to be put elsewhere among its sisters."""
        if crochets:
            return [self._tranche(branche.debut, self._fin(branche), change)]
        *lignes, _ = _SAUT.split(self._tranche(self._haut(branche), self._bas(branche), change))
        return [
            ligne[branche.colonne :] if not ligne[: branche.colonne].strip() else ligne.lstrip() for ligne in lignes
        ]

    def _pousse(
        self,
        soeurs: Sequence[Branche],
        gardees: Collection[int],
        neuves: dict[int, list[Lignes]],
        change: Callable[[int], None],
        *,
        crochets: bool,
    ) -> None:
        """Changes those that stay, takes out the others, puts new ones after the sister whose index they come by."""
        if crochets and (neuves or len(gardees) < len(soeurs)):
            self._entre_crochets(soeurs, gardees, neuves, change)
            return
        for rang in sorted(gardees):
            change(rang)
        if crochets:
            return
        en_tete = [ligne for lignes in neuves.pop(-1, ()) for ligne in lignes]
        if self._suit_un_tiret(soeurs[0]):
            self._en_tete_d_item(soeurs, gardees, en_tete)
        elif en_tete:
            self._ajoute(self._haut(soeurs[0]), en_tete, soeurs[0].colonne)
        for rang, branche in enumerate(soeurs):
            if rang not in gardees and not (
                self._suit_un_tiret(soeurs[0]) and rang < min(gardees, default=len(soeurs))
            ):
                self._retire(branche)
        for rang, toutes in neuves.items():
            for lignes in toutes:
                self._ajoute(self._bas(soeurs[rang]), lignes, soeurs[rang].colonne)

    def _en_tete_d_item(self, soeurs: Sequence[Branche], gardees: Collection[int], neuves: Lignes) -> None:
        """The first entries of an item, which stand on the line of its dash."""
        debut, colonne = soeurs[0].debut, soeurs[0].colonne
        lignes = [neuves[0], *(f"{' ' * colonne}{ligne}" if ligne else "" for ligne in neuves[1:])] if neuves else []
        suivante = min(gardees, default=-1)
        if suivante == 0 and lignes:
            self.ajouts[debut] += self.saut.join((*lignes, " " * colonne))
        elif suivante > 0 and soeurs[suivante].avant:
            while not lignes and self.texte[debut - 1] == " ":
                debut -= 1
            self._pose(debut, self._haut(soeurs[suivante]), "\n".join((*lignes, "")) or "\n")
        elif suivante > 0:
            self._pose(debut, soeurs[suivante].debut, "\n".join((*lignes, " " * colonne)) if lignes else "")
        elif suivante < 0:
            self._pose(debut, self._fin(soeurs[-1]), "\n".join(lignes))

    def _retire(self, branche: Branche) -> None:
        """Takes a branch out, with its comments, and the blank line above where one stands below too."""
        haut, bas = self._haut(branche), self._bas(branche)
        if not self._texte_de_ligne(self._ligne(bas)).strip():
            ligne = self._ligne(haut)
            while ligne and not self._texte_de_ligne(ligne - 1).strip():
                ligne -= 1
            haut = self.debuts[ligne]
        self._pose(haut, bas, "")

    def _entre_crochets(
        self,
        soeurs: Sequence[Branche],
        gardees: Collection[int],
        neuves: dict[int, list[Lignes]],
        change: Callable[[int], None],
    ) -> None:
        """The same between brackets: what is kept follows what stood before it."""
        morceaux: list[str] = []
        for rang in range(-1, len(soeurs)):
            if rang in gardees:
                branche = soeurs[rang]
                entre = self.texte[self._fin(soeurs[rang - 1]) : branche.debut] if rang else ", "
                if morceaux or (rang and "#" in entre):
                    morceaux.append(entre if morceaux else entre.lstrip(" ,"))
                morceaux.append(self._tranche(branche.debut, self._fin(branche), partial(change, rang)))
            for lignes in neuves.get(rang, ()):
                morceaux += [", "] * bool(morceaux) + lignes
        self._pose(soeurs[0].debut, self._fin(soeurs[-1]), "")
        self.ajouts[soeurs[0].debut] += "".join(morceaux)

    # Places

    def _ligne(self, index: int) -> int:
        return bisect_right(self.debuts, index) - 1

    def _texte_de_ligne(self, ligne: int) -> str:
        fin = self.debuts[ligne + 1] if ligne + 1 < len(self.debuts) else len(self.texte)
        return self.texte[self.debuts[ligne] : fin]

    def _dessous(self, index: int) -> int:
        """Where the next line starts."""
        ligne = self._ligne(index) + 1
        return self.debuts[ligne] if ligne < len(self.debuts) else len(self.texte)

    def _commente_dessous(self, index: int, colonne: int) -> bool:
        """Whether a comment comes next that a block of text would take for one of its lines."""
        suivante = _COMMENTAIRE.match(self.texte, self._dessous(index))
        return suivante is not None and len(suivante[1]) > colonne

    def _bout(self, branche: Branche) -> int:
        """Right after a key and its colon, or a dash."""
        if branche.cle is None:
            return branche.debut + 1
        deux_points = _DEUX_POINTS.match(self.texte, branche.cle.end_mark.index)
        return deux_points.end() if deux_points is not None else branche.cle.end_mark.index

    def _fin(self, branche: Branche) -> int:
        """Where what a branch says ends, comments apart."""
        if branche.branches and not _entre_crochets(branche):
            return self._fin(branche.branches[-1])
        debut, fin = branche.valeur.start_mark.index, branche.valeur.end_mark.index
        ecrit = self.texte[debut:fin].rstrip()
        if ecrit:
            return debut + len(ecrit)
        return self._bout(branche) if branche.cle is not None or self.texte[branche.debut] == "-" else debut

    def _haut(self, branche: Branche) -> int:
        """Where its first line starts, its own comments included; its key where that follows a dash."""
        if self._suit_un_tiret(branche):
            return branche.debut
        places = (c.debut for c in branche.avant if c.debut < branche.debut)
        return self.debuts[self._ligne(min((branche.debut, *places)))]

    def _bas(self, branche: Branche) -> int:
        """Where the line below it starts, its own comments included."""
        return self._dessous(max((self._fin(branche), *(c.debut for c in _commentaires(branche)))))

    def _suit_un_tiret(self, branche: Branche) -> bool:
        return bool(self.texte[self.debuts[self._ligne(branche.debut)] : branche.debut].strip())


class _Ancres:
    """After which entry a new one goes."""

    def __init__(self, noms: Sequence[str], places: Sequence[int], plan: Plan) -> None:
        self._rangs = {cle: rang for rang, cle in enumerate(plan.cles)}
        connues = sorted(
            (self._rangs[nom], place) for nom, place in zip(noms, places, strict=True) if nom in self._rangs
        )
        self._connues = [rang for rang, _ in connues]
        self._places = [place for _, place in connues]
        self._derniere = max(places, default=-1)

    def rang(self, cle: str) -> int:
        return self._rangs.get(cle, len(self._rangs))

    def de(self, cle: str) -> int:
        """The index of the entry that it follows: the nearest before it in the canonical order; -1 for none."""
        if cle not in self._rangs:
            return self._derniere
        rang = bisect_left(self._connues, self._rangs[cle])
        return self._places[rang - 1] if rang else -1


def _entree(cle: str, valeur: Arbre, plan: Plan, *, crochets: bool) -> Lignes:
    if crochets:
        return [ecriture.en_ligne({cle: valeur})[1:-1]]
    premiere, suite = ecriture.entree(valeur, plan)
    return [f"{ecriture.scalaire(cle)}:{premiere}", *suite]


def _item(valeur: Arbre, plan: Plan, *, crochets: bool) -> Lignes:
    if crochets:
        return [ecriture.en_ligne(valeur)]
    premiere, suite = ecriture.item(valeur, plan)
    return [f"-{premiere}", *suite]


def _lies(node: source.Sequence, voulu: Sequence[Arbre], plan: Plan, route: Route) -> dict[int, int]:
    """Which item becomes which; an empty one takes what has no other place."""
    avant = [arbre(item, (*route, rang)) for rang, item in enumerate(node.items)]
    if est_intervalle(route):
        return {i: i for i in range(min(len(avant), len(voulu)))}
    lies = paires(avant, voulu, plan)
    pris = set(lies.values())
    libres = (j for j in range(len(voulu)) if j not in pris)
    lies |= zip((i for i, item in enumerate(avant) if item is None), libres, strict=False)
    return lies


def _croissants(lies: dict[int, int]) -> set[int]:
    """The most items that can stay where they are, the others moving around them."""
    bouts: list[int] = []
    derniers: list[int] = []
    precede: dict[int, int] = {}
    for i in sorted(lies):
        rang = bisect_left(bouts, lies[i])
        precede[i] = derniers[rang - 1] if rang else -1
        bouts[rang : rang + 1] = [lies[i]]
        derniers[rang : rang + 1] = [i]
    restent: set[int] = set()
    i = derniers[-1] if derniers else -1
    while i >= 0:
        restent.add(i)
        i = precede[i]
    return restent


def _sous(plan: Plan, cle: str) -> Plan:
    return plan.cles.get(cle) or plan.autres or RIEN


def _entre_crochets(branche: Branche) -> bool:
    return not isinstance(branche.valeur, Scalar) and branche.valeur.flow


def _commentaires(branche: Branche) -> Iterator[branches.Commentaire]:
    yield from (*branche.avant, *branche.au_bout, *branche.apres)
    for dessous in branche.branches:
        yield from _commentaires(dessous)
