"""Tell a slip of the pen from another word."""

from collections.abc import Callable

from rapidfuzz.distance import OSA

from app.domain.facts.spellings import SPAN_NAMES
from app.domain.revisions.guard_words import guard_of

SHORT = 7
"""Words up to this length may differ by one letter, longer ones by two."""

_CLOSED_WORDS = """
null ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend der
die das den dem des er es sie wir ihr ihm ihn ihnen ich du uns euch mich dich sich mein dein
sein unser euer eine einer eines einem einen meine deine seine ihre jede jeder jedes diese
dieser dieses jene jener alle manche viele wenige mehr weniger in im an am auf aus bei beim
mit um von vom zu zum zur für gegen über unter durch und aber wenn wann wer wen wem was wo wie
da so ja nein ist war hat habe haben sind seid wird werden heute morgen gestern
"""
_EVERYDAY_WORDS = """
acht achte alle allen aller alt alte alten alter amt arm arme armen art arten arzt auch ausgabe
aufgabe angabe abgabe bad bahn bank bart bass bau baum beide betrag beitrag bett beten bieten
bitten bitte biete blatt bund brauche branche brett brief breit brot buch buchen bund butter dach
dame damen danke dauer daher deck denn dein ding dinge dort drei dritte eltern ende enden erde
ernte fach fahren fahrten fall fallen fällen fast feier feiern fern fest feste feuer film firma
flasche form formen frage fragen frau frauen frei freie führen fühlen fuß garten gang ganz gas
gast geben gebet gegen gehalt gehen geld gelb gelten gewalt gilt gibt glas gras grad groß grund
gruppe gut gute güte haft halt halten hand haus heer heim heiß helfen hell hemd herd herr herz
herzen hilfe hinter hoch hohe höhe hose hotel hund hunger jacke jahr jahre jahren jung junge jugend
juni kabel kaffee kalt kampf kasse klasse kasten kosten posten kauf kaufen kind kinder kirche
kirsche klage klar kleid klein kleine kleider koch kochen kopf korb kraft kreis krieg kuchen küche
kunde kunst kur kurs kurse kurz lage lager land lang lange laufen leben leeren leer lehre lehren
lehrer lesen leser lernen letzte leute licht lied lieben leben lohn lose los luft macht machen
manche manchen mann mauer maus meer mehr messe masse messer miete mieten mieter mitte mittel monat
mond mord müde mund mut mutter nacht nackt nahe name namen nase natur neben neu neue neuen neun noch
nord norden not note ober obst offen ohr ort orte osten papa park pass pause platz post preis
rad rat rate raten rauch raum räume rechne rechnen recht rechte rechts rede reden regen regel regeln
reich reife reihe reise reisen reiten rente rest richtig richtige richter nichtig rind rinder ring
rot rote ruf rufen ruhe rund sache sachen sagen salz sand satz schein schon schön schild schrift
schritt schuhe schuld schulden schule schulen schüler schutz see seen segen sehen sehr seit seite
seiten sich sicht sicher sieg sinn sitz sohn sonne sommer sorge sorgen spiel sport sprache sprechen
staat staaten stadt start statt stelle stellen steuer steuern stehen stein stern stoff strafe straße
streit strom stück stufe stunde süd süden suche suchen tag tage tagen tanz tasche tasse tat team teil
teile test text teuer tier tisch tochter töchter tod tot ton tonne tor träger treffen treppe treu tuch
tür über ufer uhr unter vater vater verein viel viele vier voll volk vorn wache wachen wagen wahl
wahlen wählen wand wanne warm warnen warten waren ware wasser weg wegen weil wein weit weise weiß
welt wenden werden wurden werk wert wesen weste westen wetter wichtig wichtige wild wille wind wissen
woche wochen wohl wohnen wohnung wollen wort worte wunde wunsch zahl zahlen zählen zahn zeigen zeile
zeit zeiten zelle zelt zeugen zeug ziel ziele zimmer immer zoll zug
fünfzehn sechzehn siebzehn achtzehn neunzehn dreizehn vierzehn zwanzig dreißig vierzig fünfzig
sechzig siebzig achtzig neunzig zweite dritte vierte fünfte sechste siebte neunte zehnte
"""
_COMMON = frozenset(f"{_CLOSED_WORDS} {_EVERYDAY_WORDS}".casefold().split())
"""Words that are known whether a region has used them or not: those of closed classes, and everyday
words that one letter parts from another (Miete, Mitte; wichtig, richtig)."""

_PREFIXES = (
    "", "ab", "an", "auf", "aus", "be", "bei", "ein", "ent", "er", "ge", "her", "hin", "im", "in",
    "ir", "mit", "nach", "nicht", "um", "un", "unter", "ur", "ver", "vor", "weg", "zer", "zu",
)  # fmt: skip


def is_slip(old: str, new: str, known: Callable[[str], bool]) -> bool:
    """Whether one spelling looks like a slip for the other and not like a word of its own."""
    one, other = old.casefold(), new.casefold()
    if not (one.isalpha() and other.isalpha()) or _is_acronym(old) or _is_acronym(new):
        return False
    limit = 1 if min(len(one), len(other)) <= SHORT else 2
    if OSA.distance(one, other, score_cutoff=limit) > limit or _differs_in_prefix(one, other):
        return False
    if min(len(one), len(other)) <= 3:
        return _is_known(new, known) and not _is_known(old, known)
    return not (_is_known(old, known) and _is_known(new, known))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_known(word: str, known: Callable[[str], bool]) -> bool:
    folded = word.casefold()
    return folded in _COMMON or folded in SPAN_NAMES or bool(guard_of(word)) or known(word)


def _differs_in_prefix(one: str, other: str) -> bool:
    """Whether the words are one stem with two prefixes (Anmeldung, Abmeldung; unmöglich)."""
    stems = {one[len(a) :]: a for a in _PREFIXES if one.startswith(a) and len(one) - len(a) >= 4}
    return any(stems.get(other[len(b) :], b) != b for b in _PREFIXES if other.startswith(b))
