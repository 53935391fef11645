"""The guard words: a German text in which one of them comes or goes says something else."""

GUARD_WORDS = (
    "nicht",
    "kein*",
    "nie",
    "niemals",
    "ohne",
    "außer",
    "nur",
    "muss|muß|musst|müsst|müssen",
    "kann|kannst|könnt|können",
    "darf|darfst|dürft|dürfen",
    "soll*",
    "verboten*",
    "erlaubt*",
    "pflicht*",
    "freiwillig*",
    "kostenlos*",
    "kostenpflichtig*",
    "vor",
    "nach",
    "bis",
    "ab",
    "mindestens",
    "höchstens",
    "spätestens",
    "frühestens",
    "oder",
    "weder",
)
"""Words whose coming or going turns the sense; forms of one are parted by |, stems end in *."""

_EXACT = {
    form.casefold(): words.partition("|")[0]
    for words in GUARD_WORDS
    for form in words.split("|")
    if not form.endswith("*")
}
_STEMS = tuple(words[:-1].casefold() for words in GUARD_WORDS if words.endswith("*"))


def guard_of(word: str) -> str:
    """The guard word that a German word is a form of, or nothing."""
    folded = word.casefold()
    return _EXACT.get(folded) or next((f"{s}*" for s in _STEMS if folded.startswith(s)), "")
