"""Jinja, closed: sandboxed, strict on names, bound to the template's folder and to `commun/`.

HTML and SVG are autoescaped, whatever the suffix. Markdown has its own escaping, in `finalize`, which
hands everything on as safe: Jinja's would print `L&#39;action`, and without any a macro's result would
be escaped twice.
"""

import hashlib
import re
import textwrap
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.loaders import split_template_path
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from utilite import francais
from utilite.orthographe import proche
from utilite.render import dessins, postes, prose
from utilite.render.bureau import images, marques
from utilite.render.bureau.arbre import propre
from utilite.render.bureau.marques import Ecrit
from utilite.render.valeurs import NON_RENSEIGNE_TEXTE, Comptes, Lien, Montant, NonRenseigne, Prose
from utilite.source import MAX_BYTES
from utilite.workspace import octets

COMMUN = Path(__file__).parent / "templates" / "commun"

_SAUT = re.compile(r"[ \t]*\n\s*")
_COURRIEL = re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+")
"""An address that Markdown can hold between « < » and « > », in a table too."""


class NomInconnu(StrictUndefined):
    """A name that the context lacks: an error, with the nearest that it has."""

    __slots__ = ()
    noms: tuple[str, ...] = ()
    """The names of the context, where the unknown one stands by itself."""

    def _dit(self) -> str:
        nom = self._undefined_name
        connus = list(self.noms)
        if isinstance(self._undefined_obj, Mapping):
            connus = [str(k) for k in self._undefined_obj]
        voisin = proche(str(nom), connus)
        suite = (
            f" ; vouliez-vous dire « {voisin} » ?"
            if voisin
            else f" ; ici existent : {', '.join(connus)}"
            if connus
            else ""
        )
        return f"le nom « {nom} » est inconnu{suite}"

    @property
    def _undefined_message(self) -> str:
        return self._dit()


_DE_JINJA = (Namespace, LoopContext, TemplateModule)
"""What templates ask most, after dicts: nothing of these is closed to them but what begins with « _ »."""


class Environment(ImmutableSandboxedEnvironment):
    """Our environment: items come before attributes, so that `section.items` is a field."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An item of that name, or the attribute where the object isn't a mapping."""
        if type(obj) in _DE_JINJA and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, (dict, Mapping)):  # a dict first, as nearly all are: asking of Mapping is slower
            try:
                return obj[attribute]
            except KeyError:
                if attribute in ("items", "keys", "values", "get"):
                    return super().getattr(obj, attribute)
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class _Compiles(BytecodeCache):
    """What was compiled, for the environments of one family: compiling `commun/` costs more than ten documents."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of the same source."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it, for the life of the process."""
        self._codes[bucket.key, bucket.checksum] = bucket.code

    def clear(self) -> None:
        """Forgets all."""
        self._codes.clear()


_EN_MARKDOWN, _EN_HTML = _Compiles(), _Compiles()


@lru_cache(maxsize=8)
def markdown(folder: Path, noms: tuple[str, ...], couleur: str = "") -> Environment:
    """The environment of Markdown sources, for a context of these names.

    For what is made of the Markdown, `image` gives pictures in that `couleur`, or for a page (`dessins`).
    """
    environment = _environment(folder, noms, _fini_markdown, _texte_md, compiles=_EN_MARKDOWN)

    def image(graphique: Any) -> Markup:
        if not graphique or not couleur:
            return Markup("")
        if couleur == dessins.EN_PAGE:
            return Markup(dessins.en_adresse(graphique))  # noqa: S704 - letters and figures
        return Markup(images.en_markdown(graphique, couleur))  # noqa: S704 - escaped there

    environment.globals["image"] = image
    return environment


@lru_cache(maxsize=8)
def html(folder: Path, noms: tuple[str, ...]) -> Environment:
    """The environment of HTML sources, for a context of these names."""
    return _environment(folder, noms, _fini_html, _lien_html, compiles=_EN_HTML)


@lru_cache(maxsize=8)
def simple(folder: Path, noms: tuple[str, ...]) -> Environment:
    """The environment of what has no layout: the expressions that fill the fields of a form."""
    return _environment(folder, noms, _fini_simple, texte, autoescape=False)


@lru_cache(maxsize=8)
def bureau(folder: Path, noms: tuple[str, ...], couleur: str, saut: str) -> Environment:
    """The environment of word processors' papers, whose lines end with `saut`; charts are drawn in `couleur`."""

    @pass_context
    def fini(_: Context, valeur: Any) -> Any:
        if isinstance(valeur, Markup):
            return valeur
        if isinstance(valeur, Ecrit):
            return Markup(marques.marque(valeur))  # noqa: S704 - letters and figures
        if isinstance(valeur, Prose):
            return Markup(marques.marque(prose.en_markdown(valeur)))  # noqa: S704 - the same
        return Markup(escape(propre(texte(valeur)).strip("\n")).replace("\n", saut))  # noqa: S704 - escaped

    environment = _environment(folder, noms, fini, lambda valeur: Markup(marques.marque(_texte_md(valeur))))  # noqa: S704
    environment.globals["image"] = lambda graphique: Ecrit(images.en_markdown(graphique, couleur) if graphique else "")
    environment.from_string = lru_cache(maxsize=8)(environment.from_string)  # type: ignore[method-assign, assignment] # once a paper
    return environment


def oublie() -> None:
    """Forgets what was compiled: a source may have changed since."""
    for famille in (markdown, html, simple, bureau):
        famille.cache_clear()
    for compiles in (_EN_MARKDOWN, _EN_HTML):
        compiles.clear()


def _environment(
    folder: Path,
    noms: tuple[str, ...],
    finalize: Callable[[Context, Any], Any],
    lien: Callable[[Any], str],
    *,
    autoescape: bool = True,
    compiles: BytecodeCache | None = None,
) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([_Sources(folder), FileSystemLoader(COMMUN.parent, encoding="utf-8")]),
        autoescape=autoescape,
        undefined=type("NomInconnu", (NomInconnu,), {"__slots__": (), "noms": noms}),
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=compiles,
    )
    environment.filters["lien"] = lien
    environment.filters["texte"] = texte
    del environment.filters["random"]  # the same sources, the same bytes
    environment.filters["majuscule"] = lambda valeur: texte(valeur)[:1].upper() + texte(valeur)[1:]
    environment.filters["minuscule"] = _minuscule
    environment.filters["titres"] = lambda noms: francais.titres([texte(nom) for nom in noms])
    environment.filters["debut"] = _debut
    environment.filters["arrondi"] = _arrondi
    environment.filters["resultat"] = _resultat
    environment.globals.update(postes.FONCTIONS)
    environment.globals["compte"] = francais.compte
    environment.globals["appelle"] = _appelle
    environment.globals["appelees"] = _appelees
    environment.globals["pourcentage"] = francais.pourcentage
    environment.globals["titre_courant"] = _titre_courant
    environment.globals["script"] = lambda nom: Markup(_script(nom))  # noqa: S704 - ours
    environment.globals["empreinte_du_script"] = lambda nom: empreinte_csp(_script(nom))
    environment.globals["style"] = lambda: Markup((COMMUN / "style.css").read_text("utf-8"))  # noqa: S704
    return environment


class _Sources(BaseLoader):
    """The sources of a template's folder, read as a stranger's files: regular, bounded, inside the workspace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: Any, template: str) -> tuple[str, str, None]:
        """A source and where it lies. Raises TemplateNotFound, UnicodeDecodeError."""
        del environment
        nom = "/".join(split_template_path(template))
        try:
            lus = octets(self._folder.parents[1], f"{self._folder.parent.name}/{self._folder.name}/{nom}")
        except OSError as error:
            raise TemplateNotFound(template) from error
        if len(lus) > MAX_BYTES:
            raise TemplateNotFound(template)
        return lus.decode(), str(self._folder / nom), None


def _script(nom: str) -> str:
    """A script of ours, by its name in `commun/`; a page that runs it names its fingerprint in its policy."""
    chemin = (COMMUN / Path(str(nom)).name).with_suffix(".js")
    if not chemin.is_file():
        raise LookupError(f"il n'y a pas de script « {str(nom)[:60]} »")
    return chemin.read_text("utf-8")


def empreinte_csp(script: str) -> str:
    """What a page's policy calls a script by."""
    return f"sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def texte(valeur: Any) -> str:
    """Any value of a context as plain French text."""
    if type(valeur) is str:  # first: most are
        return francais.typographie(valeur)
    if isinstance(valeur, NonRenseigne):
        return NON_RENSEIGNE_TEXTE
    if isinstance(valeur, Prose):
        return francais.typographie(prose.en_clair(valeur))
    if valeur is True or valeur is False:
        return "oui" if valeur else "non"
    if isinstance(valeur, Montant):
        return francais.montant(valeur, centimes=valeur.centimes)
    if isinstance(valeur, int | float):
        return francais.nombre(valeur)
    if isinstance(valeur, Iterator):
        valeur = list(valeur)
    if isinstance(valeur, list | tuple):
        return francais.enumere([texte(v) for v in valeur])
    if isinstance(valeur, Comptes):
        return francais.typographie(valeur["texte"])
    if isinstance(valeur, Mapping):
        dits = [texte(v) for v in valeur.values() if not isinstance(v, NonRenseigne)]
        return ", ".join(dits) if dits else NON_RENSEIGNE_TEXTE
    return francais.typographie(str(valeur))


# With the context asked for, Jinja leaves constants for the run: folded, they would be HTML-escaped first.
@pass_context
def _fini_markdown(_: Context, valeur: Any) -> Any:
    if type(valeur) is str:
        return _mot_md(valeur)
    if isinstance(valeur, Markup):
        return valeur
    if isinstance(valeur, Prose):
        return Markup(prose.en_markdown(valeur))  # noqa: S704 - Markdown, escaped there
    return Markup(prose.echappe(texte(valeur)))  # noqa: S704 - the same


@lru_cache(maxsize=2048)  # titles and labels come back in each document
def _mot_md(mot: str) -> Markup:
    return Markup(prose.echappe(texte(mot)))  # noqa: S704 - the same


@pass_context
def _fini_html(_: Context, valeur: Any) -> Any:
    if type(valeur) is str:
        return _mot_html(valeur)
    if isinstance(valeur, Markup):
        return valeur
    if isinstance(valeur, Prose):
        return Markup(prose.en_html(valeur))  # noqa: S704 - made from tokens, raw HTML off
    return texte(valeur)


@lru_cache(maxsize=2048)
def _mot_html(mot: str) -> Markup:
    return escape(texte(mot))


@pass_context
def _fini_simple(_: Context, valeur: Any) -> str:
    return texte(valeur)


def _appelle(appels: Namespace, note: int) -> tuple[int, int]:
    """One more call of a note: the note's number in the order of the page, and which of its calls this is."""
    vus: list[int] = appels.vus
    if not vus:
        appels["rangs"] = {}
    vus.append(note)
    rangs: dict[int, tuple[int, int]] = appels.rangs
    numero, rang = rangs.get(note, (len(rangs) + 1, 0))
    rangs[note] = numero, rang + 1
    return numero, rang + 1


def _appelees(appels: Namespace | Mapping[str, Any], notes: list[Any]) -> list[tuple[Any, int]]:
    """The notes that are called, in the order of the page, each with how many times."""
    vus: list[int] = appels["vus"] if isinstance(appels, Mapping) else appels.vus
    par_numero = {note["numero"]: note for note in notes}
    return [(par_numero[numero], fois) for numero, fois in Counter(vus).items()]


def _titre_courant(titre: str) -> Markup:
    """The rule that prints a title at the foot of each page but the first; CSS escapes keep it a text."""
    court = textwrap.shorten(texte(titre), 90, placeholder="…")
    ecrit = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in court)
    regle = '@page { @bottom-left { content: "%s"; font: 8pt sans-serif; color: #5e555b; } }'
    return Markup(f"{regle % ecrit}\n@page :first {{ @bottom-left {{ content: none; }} }}")  # noqa: S704 - escaped above


def _debut(valeur: Any) -> Any:
    """The first paragraph of a text, of the same kind as the text."""
    premier = str(valeur).strip().split("\n\n", 1)[0]
    return Prose(premier) if isinstance(valeur, Prose) else premier


def _arrondi(valeur: Any) -> Any:
    """A number without its decimals, half away from zero; what isn't one, an answer that lacks above all, as it is."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return valeur
    entier = postes.entier(valeur)
    return Montant(entier) if isinstance(valeur, Montant) else entier


def _resultat(indicateur: Mapping[str, Any]) -> str:
    """An indicateur with what was found, and beside it the target: « Semis : 40 plants (cible : au moins 30) »."""
    dits = " ; ".join(filter(None, map(_mesure, indicateur["mesures"]))) or "sans mesure"
    return f"{texte(indicateur['titre'])}{francais.INSECABLE}: {dits}"


def _mesure(mesure: Mapping[str, Any]) -> str:
    """A mesure in words, none of which judges."""
    dit = mesure["texte"] or (f"non renseigné, {mesure['non_renseigne']}" if mesure["non_renseigne"] else "")
    cible = f"cible{francais.INSECABLE}: {mesure['cible']}" if mesure["cible"] else ""
    apartes = [a for a in (mesure["periode"], cible if dit else "", mesure["precaution"]) if a]
    aparte = f" ({', '.join(apartes)})" if apartes else ""
    return texte(_SAUT.sub(" ", f"{dit or cible}{aparte}"))


def _minuscule(valeur: Any) -> str:
    """A title inside a sentence."""
    return francais.minuscule(texte(valeur))


def _texte_md(valeur: Any) -> Markup:
    """The addresses of a text as links; a telephone number stays a text, which every reader shows."""
    if isinstance(valeur, Lien) and _COURRIEL.fullmatch(valeur):
        return Markup(f"<{valeur}>")  # noqa: S704 - letters, figures and the signs of the pattern
    return Markup(prose.avec_adresses(texte(valeur)))  # noqa: S704 - Markdown, escaped there


def _lien_html(valeur: Any) -> Markup:
    """The addresses of a text as links; what is HTML already is left as it is."""
    if isinstance(valeur, Markup):
        return valeur
    if isinstance(valeur, Lien):
        return Markup('<a href="{}">{}</a>').format(valeur.cible, texte(valeur))
    morceaux = prose.ADRESSE.split(texte(valeur))
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(m) if i % 2 else escape(m) for i, m in enumerate(morceaux)
    )
