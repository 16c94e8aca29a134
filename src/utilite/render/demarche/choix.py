"""What is chosen: yes or no, words of a list, a civility."""

from typing import Any

from utilite.render.demarche.mots import NeConvientPasError, cite, enumere, ligne, pleins, simple
from utilite.render.demarche.procedure import Question


def oui_non(valeur: Any, question: Question) -> str:
    """`true` or `false`."""
    ecrit = ligne(valeur, question).casefold()
    if ecrit not in ("oui", "non", "true", "false"):
        raise NeConvientPasError(f"{cite(valeur)} n'est ni oui ni non")
    return "true" if ecrit in ("oui", "true") else "false"


def un(valeur: Any, question: Question) -> str:
    """A word of the list, or another where the procedure takes one."""
    ecrit = ligne(valeur, question)
    option = _option(ecrit, question)
    if option is None and not question.libre:
        raise NeConvientPasError(f"{cite(ecrit)} n'est pas dans la liste : {enumere(question.options)}")
    return option or ecrit


def plusieurs(valeur: Any, question: Question) -> list[str]:
    """Words of the list, all of them: the procedure refuses the whole answer where one isn't in it."""
    return list(dict.fromkeys(un(voulu, question) for voulu in pleins(valeur)))


def _option(ecrit: str, question: Question) -> str | None:
    """The option that this is: the very one, or the only one that differs by capitals, accents and signs alone."""
    if ecrit in question.options:
        return ecrit
    memes = [option for option in question.options if simple(option) == simple(ecrit)]
    return memes[0] if len(memes) == 1 else None


def civilite(valeur: Any, question: Question) -> str:
    """`M.` or `Mme`."""
    ecrit = simple(ligne(valeur, question))
    if ecrit in ("m", "mr", "monsieur", "homme"):
        return "M."
    if ecrit in ("mme", "madame", "femme"):
        return "Mme"
    raise NeConvientPasError(f"{cite(valeur)} n'est pas une civilité, « M. » ou « Mme »")
