"""What a fiche says of social utility → axes, critères, indicateurs, mesures, as they are said."""

from collections.abc import Mapping

from utilite import formes, francais
from utilite.fiche import Apport, Cible, Fiche, Mesure, Suivi, Temoignage
from utilite.formes.periode import Periode
from utilite.formes.spec import Reponse, Spec
from utilite.referentiel import Indicateur, Referentiel
from utilite.render import charts, chiffres, contrat
from utilite.render.carnet import Carnet
from utilite.render.valeurs import Prose, Quand, ou_rien

PETITE_PART = 0.5
"""Share of answers under which a figure brings its caution sentence (domaine, §5, no. 22)."""


def axes(carnet: Carnet, referentiel: Referentiel, fiche: Fiche, precedente: Fiche | None = None) -> list[contrat.Axe]:
    """The critères that were chosen, axe by axe; those without an axe come last.

    `precedente` is the fiche of the period before, whose figures stand in the charts of several years.
    """
    dits: list[contrat.Axe] = []
    lecture = _Lecture(carnet, fiche, precedente)
    rangs = [(axe.id, axe.titre, axe.aide) for axe in referentiel.axes] + [("", "Critères propres", "")]
    for nom, titre, aide in rangs:
        criteres = [lecture.critere(a) for a in fiche.apports if a.critere.axe == nom]
        if criteres:
            dits.append({"id": nom, "titre": titre, "aide": ou_rien(aide), "criteres": criteres})
    return dits


class _Lecture:
    """One fiche being told, beside the one before."""

    def __init__(self, carnet: Carnet, fiche: Fiche, precedente: Fiche | None) -> None:
        self.carnet = carnet
        self.fiche = fiche
        self.precedente = precedente
        self.avant: Mapping[str, Suivi] = (
            {s.indicateur.id: s for s in precedente.suivis} if precedente is not None else {}
        )

    def critere(self, apport: Apport) -> contrat.Critere:
        """A critère and what bears it."""
        critere = apport.critere
        suivis = [self._suivi(s) for s in apport.suivis]
        return {
            "id": critere.id,
            "titre": critere.titre,
            "question": ou_rien(critere.question),
            "propre": critere.propre,
            "apport": ou_rien(Prose(apport.texte)),
            "indicateurs": [s for s in suivis if s is not None],
            "temoignages": [t for t in map(self._temoignage, apport.temoignages) if t is not None],
        }

    def _visibles(self, suivi: Suivi | None) -> list[Mesure]:
        return [m for m in suivi.mesures if not (self.carnet.public and m.interne)] if suivi is not None else []

    def _suivi(self, suivi: Suivi) -> contrat.Indicateur | None:
        """An indicateur and its mesures; None where none of these may be shown."""
        indicateur = suivi.indicateur
        mesures = self._visibles(suivi)
        if any(m.interne for m in suivi.mesures):
            self.carnet.interne(indicateur.titre)
            if not mesures:
                return None
        periode = self.precedente.periode if self.precedente else None
        suite = [(m, m.periode or periode) for m in self._visibles(self.avant.get(indicateur.id))]
        suite += [(m, m.periode or self.fiche.periode) for m in mesures]
        return {
            "id": indicateur.id,
            "titre": indicateur.titre,
            "niveau": ou_rien(indicateur.niveau.titre if indicateur.niveau else ""),
            "propre": indicateur.propre,
            "recueil": ou_rien(indicateur.recueil),
            "sert_a": ou_rien(indicateur.sert_a),
            "forme": indicateur.spec.forme,
            "unite": ou_rien(indicateur.spec.unite),
            "mesures": [self._mesure(m, indicateur) for m in mesures],
            "graphique": ou_rien(chiffres.d_indicateur(suite, indicateur)),
        }

    def _mesure(self, mesure: Mesure, indicateur: Indicateur) -> contrat.Mesure:
        reponse, spec = mesure.reponse, indicateur.spec
        nombres = reponse or Reponse()
        cible = _cible(mesure.cible, spec)
        chiffre, precision = chiffres.bref(reponse, spec) if reponse else ("", "")
        return {
            "texte": ou_rien(formes.dit_reponse(reponse, spec) if reponse else ""),
            "chiffre": ou_rien(chiffre),
            "precision": ou_rien(precision),
            "non_renseigne": ou_rien(mesure.non_renseigne),
            "cible": ou_rien(cible),
            "periode": ou_rien(periode(mesure.periode if mesure.periode != self.fiche.periode else None)),
            "recueil": ou_rien(mesure.recueil),
            "recueilli_le": ou_rien(francais.jour(mesure.recueilli_le) if mesure.recueilli_le else ""),
            "precaution": ou_rien(precaution(reponse, spec) if reponse else ""),
            "note": self.carnet.note(mesure.source),
            "valeur": ou_rien(nombres.valeur),
            "sur": ou_rien(nombres.sur),
            "avant": ou_rien(nombres.avant),
            "apres": ou_rien(nombres.apres),
            "environ": nombres.environ,
            "entre": ou_rien(list(nombres.entre) if nombres.entre else None),
            "parts": ou_rien(chiffres.parts(nombres, spec) if nombres.repartition else None),
            "population": ou_rien(nombres.population),
            "graphique": ou_rien(chiffres.de_mesure(mesure, indicateur, cible)),
        }

    def _temoignage(self, temoignage: Temoignage) -> contrat.Temoignage | None:
        if not temoignage.accord or (self.carnet.public and temoignage.accord != "publication"):
            self.carnet.temoignages_omis += 1
            return None
        self.carnet.temoignages_internes += temoignage.accord == "interne"
        return {
            "texte": Prose(temoignage.texte),
            "auteur": ou_rien(temoignage.auteur),
            "accord": temoignage.accord,
        }


def periode(periode: Periode | None) -> str:
    """A period as it is said; empty where there is none."""
    return Quand(periode.dit, periode.debut.premier, periode.fin.dernier) if periode else ""


def _cible(cible: Cible | None, spec: Spec) -> str:
    if cible is None:
        return ""
    montre = francais.montant if spec.forme == "montant" else francais.nombre
    bouts = [("au moins", cible.au_moins), ("au plus", cible.au_plus)]
    dits = [f"{mot} {montre(v)}" for mot, v in bouts if v is not None]
    if not dits:
        return ""
    dernier = next(v for _, v in reversed(bouts) if v is not None)
    unite = francais.unite(spec.unite, dernier) if spec.unite and spec.forme != "montant" else ""
    return f"{' et '.join(dits)}{francais.INSECABLE}{unite}" if unite else " et ".join(dits)


def precaution(reponse: Reponse, spec: Spec) -> str:
    """How many answered, of how many; what is small is to be read with care."""
    if reponse.sur is None:
        return ""
    if reponse.population:
        unite = francais.unite(spec.unite or "personnes", reponse.population)
        compte = f"{francais.nombre(reponse.sur)} {francais.accord(reponse.sur, 'réponse')}"
        compte = f"{compte} sur {francais.nombre(reponse.population)} {unite}"
        return f"à lire avec précaution : {compte}" if reponse.sur / reponse.population < PETITE_PART else compte
    return "à lire avec précaution : le nombre est petit" if 0 < reponse.sur < charts.TOUT_MINIMAL else ""
