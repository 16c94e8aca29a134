"""French print, case by case: what a careful typesetter would have done."""

import pytest

from utilite import francais

FINE, INSECABLE = "\u202f", "\u00a0"

CAS = {
    "Quoi ? Oui ! Bien ; bon.": "Quoi_? Oui_! Bien_; bon.",
    "Public: tous": "Public~: tous",
    "L'action d'« Infini »": "L’action d’«~Infini~»",
    'dite "Internet pour tous"': "dite «~Internet pour tous~»",
    "« Bellevue »; puis": "«~Bellevue~»_; puis",
    "1 200 personnes, 12 %, 40 €": "1_200 personnes, 12~%, 40~€",
    "1 234 567 €": "1_234_567~€",
    "en 2014 300 personnes": "en 2014 300 personnes",
    "02 98 00 11 22": "02 98 00 11 22",
    "379 286 644 00024": "379 286 644 00024",
    "2 h 30, 45 min": "2~h 30, 45~min",
    "le 1er octobre 2012, le 17 juin": "le 1er~octobre 2012, le 17~juin",
    "Mme R. et M. Martin, n° 5": "Mme~R. et M.~Martin, n°~5",
    "à 12:30, https://a.fr/x?y=l'eau;z !": "à 12:30, https://a.fr/x?y=l'eau;z_!",
    "le fichier `l'eau ; x`": "le fichier `l'eau ; x`",
    "écran de 15\" et 17\"": "écran de 15\" et 17\"",
}  # fmt: skip


@pytest.mark.parametrize("ecrit", CAS)
def test_typography(ecrit: str) -> None:
    assert francais.typographie(ecrit) == CAS[ecrit].replace("_", FINE).replace("~", INSECABLE)
