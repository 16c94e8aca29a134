"""PNG pictures that strangers give: whole, or not one; each reader of them fails its own way on half a file."""

import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIXELS_MAX = 16_000_000
"""Of a picture that is drawn in a document."""


def est_demesure(octets: bytes) -> bool:
    """Whether a small file is a huge drawing."""
    return int.from_bytes(octets[16:20]) * int.from_bytes(octets[20:24]) > PIXELS_MAX


def est_entier(octets: bytes) -> bool:
    """Whether this is a PNG from its first chunk to its last, that can be drawn."""
    morceaux, debut = [], len(SIGNATURE)
    while len(octets) - debut >= 12:
        fin = debut + 8 + int.from_bytes(octets[debut : debut + 4])
        genre, contenu = octets[debut + 4 : debut + 8], octets[debut + 8 : fin]
        if int.from_bytes(octets[fin : fin + 4]) != zlib.crc32(genre + contenu):
            return False
        morceaux.append((genre, contenu))
        debut = fin + 4 if genre != b"IEND" else len(octets)
    genres = [genre for genre, _ in morceaux]
    if not octets.startswith(SIGNATURE) or genres[:1] != [b"IHDR"] or genres[-1:] != [b"IEND"]:
        return False
    if any(genre == b"pHYs" and len(contenu) != 9 for genre, contenu in morceaux):  # its resolution
        return False
    cotes = morceaux[0][1]
    donnees = b"".join(contenu for genre, contenu in morceaux if genre == b"IDAT")
    return len(cotes) == 13 and any(cotes[:4]) and any(cotes[4:8]) and not est_demesure(octets) and _deplie(donnees)


def _deplie(donnees: bytes) -> bool:
    """Whether what the pixels are folded into can be unfolded to its end, piece by piece."""
    deplieur = zlib.decompressobj()
    try:
        while donnees and not deplieur.eof:
            deplieur.decompress(donnees, 1 << 20)
            donnees = deplieur.unconsumed_tail
    except zlib.error:
        return False
    return deplieur.eof
