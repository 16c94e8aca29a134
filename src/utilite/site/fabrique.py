"""A network, fiche by fiche → the files of its site, one by one: of a fiche only its `Resume` is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from utilite import forge, francais
from utilite.diagnostic import Diagnostic, Place
from utilite.fiche import Acteur
from utilite.modele import Modele
from utilite.orthographe import sans_accent
from utilite.referentiel import Critere, Referentiel
from utilite.render import context, contrat, panorama
from utilite.render.agenda import ics
from utilite.render.bilan import Bilan
from utilite.render.carnet import Carnet
from utilite.render.context import Cadre, Montree
from utilite.site import adresses, constats, donnees, grille, resumes
from utilite.site.pages import GABARITS, Fichier, Presse, decoupe
from utilite.site.resumes import Resume, Retenu

PAR_PAGE = 50
"""How many entries a page of a list has."""
CONTRIBUTIONS = 25
"""How many fiches a page of a critère has."""
MENU = (
    ("index.html", "Accueil"),
    ("fiches.html", "Fiches"),
    ("acteurs.html", "Acteurs"),
    ("referentiel.html", "Référentiel"),
    ("telecharger.html", "Télécharger"),
    ("relire.html", "Pour qui écrit"),
)
MODELE = Modele(nom="site", dossier=GABARITS, titre="Le site du réseau", public=True)


class Source(NamedTuple):
    """What a site is made from, all of it public.

    `montrees` are taken one by one; `laissees`, the fiches left out, is read once they all are. `manuels` are the
    rules' pages, by code; `texte` is the référentiel's file; `formulaire` may be empty.
    """

    grille: Referentiel
    montrees: Iterable[Montree]
    laissees: Collection[str]
    diagnostics: Sequence[Diagnostic]
    manuels: Mapping[str, str]
    modeles: Sequence[Modele]
    logo: bytes
    texte: bytes
    formulaire: bytes
    recherche: bool = False
    """Whether the site has a search through whole texts, of which `recherche` makes the index."""


def fichiers(source: Source) -> Iterator[Fichier]:
    """All the files of the site. Raises ModeleFautifError, which is a bug of ours."""
    site = _Site(source)
    for montree in source.montrees:
        yield site.fiche(montree)
    yield from site.reste()


class _Site:
    """What is kept of the fiches seen so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.grille = source.grille
        sorte = "png" if source.logo[:4] == b"\x89PNG" else "svg"
        menu = [
            *MENU,
            *[("recherche.html", "Chercher")] * source.recherche,
            *[("formulaire.html", "Remplir une fiche")] * bool(source.formulaire),
        ]
        self.presse = Presse(self.grille, f"logo.{sorte}" if source.logo else "", menu)
        self.cadre = Cadre(self.grille, MODELE, public=True)
        self.bilan = Bilan(self.grille, ("periode",))
        self.resumes: list[Resume] = []
        self.acteurs: dict[str, Acteur] = {}
        self.par_acteur: dict[str, list[Resume]] = defaultdict(list)
        self.par_critere: dict[tuple[str, str], list[tuple[Resume, Retenu]]] = defaultdict(list)

    def fiche(self, montree: Montree) -> Fichier:
        """The page of a fiche; what lists will say of it is kept."""
        contexte = context.de_fiche(self.cadre, montree)
        resume = resumes.de(self.grille, montree, contexte)
        self.bilan.ajoute(montree)
        self.resumes.append(resume)
        self.acteurs |= {a.id: a for a in montree.acteurs}
        for acteur in resume.acteurs:
            self.par_acteur[acteur["id"]].append(resume)
        for retenu in resume.retenus:
            self.par_critere[retenu.porteur, retenu.id].append((resume, retenu))
        liens = {
            "acteurs": [(a["nom"], adresses.acteur(a["id"])) for a in resume.acteurs],
            "criteres": [(r.titre, adresses.critere(r.id, r.porteur)) for r in resume.retenus],
            "modifier": forge.modifie(self.grille.depot, montree.fiche.file),
            "fichier": montree.fiche.file,
        }
        return self.presse.rend("fiche.html", adresses.fiche(resume.id), {**contexte, "liens": liens})

    def reste(self) -> Iterator[Fichier]:
        """All but the fiches."""
        self.resumes.sort(key=lambda r: (_cle(r.titre), r.id))
        self.presse.site.update(fiches=len(self.resumes), acteurs=len(self.acteurs))
        vu = self.bilan.dit(self.source.laissees)
        chiffres = {a["id"] for a in vu["axes"] if any(c["indicateurs"] for c in a["criteres"])}
        yield self.presse.style()
        yield Fichier("filtres.js", (GABARITS / "filtres.js").read_bytes())
        if self.source.recherche:
            yield Fichier("recherche.js", (GABARITS / "recherche.js").read_bytes())
            yield self.presse.page("recherche.html", "recherche.html", "Chercher")
        yield from self._accueil(vu, chiffres)
        yield from self._liste()
        yield from self._acteurs()
        yield from self._criteres(chiffres)
        yield from self._relire()
        yield from self._telecharger()

    def _accueil(self, vu: Any, chiffres: set[str]) -> Iterator[Fichier]:
        titre = self.grille.titre
        axes = [
            {
                "titre": a["titre"],
                "acteurs": a["acteurs"],
                "chiffres": adresses.chiffres(a["id"]) if a["id"] in chiffres else "",
                "criteres": [
                    {"adresse": adresses.critere(c["id"]), "titre": c["titre"], "qui": _qui(c)}
                    for c in a["criteres"]
                    if not c["propre"]
                ],
                "propres": sum(c["propre"] for c in a["criteres"]),
            }
            for a in vu["axes"]
        ]
        yield self.presse.page("index.html", "index.html", titre, surtitre="Utilité sociale", axes=axes, panorama=vu)
        for axe in vu["axes"]:
            if axe["id"] in chiffres:
                yield self.presse.page(
                    "chiffres.html",
                    adresses.chiffres(axe["id"]),
                    axe["titre"],
                    ici="index.html",
                    panorama={**vu, "axes": [axe]},
                )

    def _liste(self) -> Iterator[Fichier]:
        scripts = [*donnees.scripts(self.grille, self.resumes)] if self.resumes else []
        yield from scripts
        for nom, suites, part in decoupe("fiches.html", self.resumes, PAR_PAGE):
            yield self.presse.page(
                "fiches.html",
                nom,
                "Les fiches",
                ici="fiches.html",
                donnees=[s.nom for s in scripts],
                suites=suites,
                fiches=[_en_bref(r) for r in part],
            )

    def _acteurs(self) -> Iterator[Fichier]:
        tous = sorted(self.acteurs.values(), key=lambda a: (_cle(a.nom), a.id))
        entrees = [{"nom": a.nom, "adresse": adresses.acteur(a.id), "fiches": len(self.par_acteur[a.id])} for a in tous]
        for nom, suites, part in decoupe("acteurs.html", entrees, PAR_PAGE):
            yield self.presse.page("acteurs.html", nom, "Les acteurs", ici="acteurs.html", suites=suites, acteurs=part)
        for acteur in tous:
            yield from self._acteur(acteur)

    def _acteur(self, acteur: Acteur) -> Iterator[Fichier]:
        siennes = sorted(self.par_acteur[acteur.id], key=lambda r: (r.annees[-1:], _cle(r.titre)), reverse=True)
        siens = {(c.porteur, c.id): c.titre for r in siennes for c in r.retenus}
        rangs = {c.id: rang for rang, c in enumerate(self.grille.criteres)}
        criteres = [
            {"titre": titre, "adresse": adresses.critere(nom, porteur)}
            for (porteur, nom), titre in sorted(siens.items(), key=lambda x: (x[0][0], rangs.get(x[0][1], 0), x[0][1]))
        ]
        dit = context.acteur(self.grille, Carnet(public=True), acteur)
        for nom, suites, part in decoupe(adresses.acteur(acteur.id), siennes, PAR_PAGE):
            yield self.presse.page(
                "acteur.html",
                nom,
                acteur.nom,
                ici="acteurs.html",
                suites=suites,
                fiches=[_en_bref(r) for r in part],
                criteres=criteres,
                acteur=dit,
                modifier=forge.modifie(self.grille.depot, acteur.file),
                fichier=acteur.file,
            )

    def _criteres(self, chiffres: set[str]) -> Iterator[Fichier]:
        yield self.presse.page(
            "referentiel.html",
            "referentiel.html",
            "Le référentiel",
            axes=grille.axes(self.grille),
            referentiel=context.referentiel(self.grille),
            propres=any(porteur for porteur, _ in self.par_critere),
        )
        for critere in self.grille.criteres:
            somme = adresses.chiffres(critere.axe) if critere.axe in chiffres else ""
            yield from self._critere(critere.titre, "", grille.critere(critere), somme)
        yield from self._propres()

    def _propres(self) -> Iterator[Fichier]:
        """The acteurs' own critères, if there are some."""
        titres = {cle: siens[0][1].titre for cle, siens in self.par_critere.items() if cle[0]}
        tous = sorted((_cle(titre), porteur, nom, titre) for (porteur, nom), titre in titres.items())
        entrees = [
            {"titre": titre, "adresse": adresses.critere(nom, porteur), "acteurs": self._nom(porteur)}
            for _, porteur, nom, titre in tous
        ]
        for page, suites, part in decoupe("propres.html", entrees, PAR_PAGE) if entrees else ():
            yield self.presse.page(
                "propres.html", page, "Les critères des acteurs", ici="referentiel.html", suites=suites, criteres=part
            )
        for _, porteur, nom, titre in tous:
            celui = grille.critere(Critere(place=_PARTOUT, id=nom, titre=titre))
            yield from self._critere(titre, porteur, celui, "")

    def _critere(self, titre: str, porteur: str, celui: dict[str, Any], chiffres: str) -> Iterator[Fichier]:
        siens = sorted(self.par_critere.get((porteur, celui["id"]), ()), key=lambda c: (_cle(c[0].titre), c[0].id))
        for nom, suites, part in decoupe(adresses.critere(celui["id"], porteur), siens, CONTRIBUTIONS):
            contributions = [
                {"fiche": _en_bref(r), "trouves": [t._asdict() for t in c.trouves], "temoignages": c.temoignages}
                for r, c in part
            ]
            yield self.presse.page(
                "critere.html",
                nom,
                titre,
                surtitre=f"Critère propre à {self._nom(porteur)}" if porteur else "Critère",
                ici="referentiel.html",
                suites=suites,
                celui=celui,
                contributions=contributions,
                chiffres=chiffres,
            )

    def _nom(self, acteur: str) -> str:
        return self.acteurs[acteur].nom if acteur in self.acteurs else acteur

    def _relire(self) -> Iterator[Fichier]:
        visibles = {self.grille.file, *(f"fiches/{r.id}.yaml" for r in self.resumes)}
        visibles |= {a.file for a in self.acteurs.values()} | {f"fiches/{nom}.yaml" for nom in self.source.laissees}
        dits = constats.par_fichier(
            self.source.diagnostics, self.source.manuels, frozenset(visibles), self.grille.depot
        )
        for nom, suites, part in decoupe("relire.html", dits, PAR_PAGE):
            yield self.presse.page(
                "relire.html", nom, "Pour qui écrit", ici="relire.html", suites=suites, fichiers=part
            )

    def _telecharger(self) -> Iterator[Fichier]:
        vu = panorama.du_bilan(self.grille, self.bilan.dit(self.source.laissees), self.source.laissees)
        faits = [
            (donnees.tableau(self.resumes), "Le tableau des fiches", "Une ligne par fiche, pour un tableur."),
            (
                Fichier("telecharger/panorama.json", panorama.rend(vu, "json")),
                "Le panorama, pour un programme",
                "Qui contribue à quoi, et les chiffres du réseau.",
            ),
            (
                Fichier("telecharger/referentiel.yaml", self.source.texte),
                "Le référentiel",
                "Le fichier entier, à reprendre dans un autre réseau selon sa licence.",
            ),
        ]
        dates = [m for m in self.source.modeles if m.cloture is not None]
        if dates:
            agenda = Fichier("telecharger/agenda.ics", ics(dates, self.grille.id).encode())
            faits.append((agenda, "Les dates des appels", "À ouvrir avec votre agenda."))
        if self.source.formulaire:
            formulaire = Fichier("formulaire.html", self.source.formulaire)
            faits.append((formulaire, "Le formulaire", "Une page pour remplir une fiche, hors connexion s'il le faut."))
        yield from (fichier for fichier, _, _ in faits)
        if self.presse.site["logo"]:
            yield Fichier(self.presse.site["logo"], self.source.logo)
        yield self.presse.page(
            "telecharger.html",
            "telecharger.html",
            "Télécharger",
            fichiers=[
                {"adresse": f.nom, "titre": titre, "quoi": quoi, "poids": _poids(len(f.contenu))}
                for f, titre, quoi in faits
            ],
            appels=[
                {
                    "date": francais.jour(m.cloture),
                    "titre": m.titre,
                    "financeur": m.financeur,
                    "pieces": list(m.pieces),
                }
                for m in sorted(dates, key=lambda m: (m.cloture, m.nom))
                if m.cloture is not None
            ],
        )


NOMMES = 5
"""Up to how many acteurs a line names: beyond, it counts them, and the critère's page names them."""
_PARTOUT = Place("")


def _qui(critere: contrat.CritereDuPanorama) -> str:
    """« 2 acteurs : A et B ; en brouillon : C »."""
    dits = []
    for acteurs, mot in ((critere["acteurs"], ""), (critere["brouillons"], "en brouillon")):
        noms = [a["nom"] for a in acteurs]
        compte = (
            mot if mot and len(noms) <= NOMMES else " ".join(filter(None, [francais.compte(len(noms), "acteur"), mot]))
        )
        if noms:
            dits.append(compte + (f"{francais.INSECABLE}: {francais.enumere(noms)}" if len(noms) <= NOMMES else ""))
    return " ; ".join(dits)


def _en_bref(r: Resume) -> dict[str, Any]:
    return {**r._asdict(), "adresse": adresses.fiche(r.id), "acteurs": [a["nom"] for a in r.acteurs]}


def _cle(titre: str) -> str:
    return sans_accent(titre).casefold()


def _poids(octets: int) -> str:
    if octets >= 1_000_000:
        return f"{francais.nombre(octets / 1e6, 1)}{francais.INSECABLE}Mo"
    return f"{max(1, octets // 1000)}{francais.INSECABLE}ko"
