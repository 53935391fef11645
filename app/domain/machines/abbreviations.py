"""Words after which a full stop does not end a sentence, for the seven languages."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


SHORT = {
    "de": _words(
        """Dr Prof Dipl Ing Mag Hr Fr Hrn Frl St Str Nr Tel Abs Art Abt Aufl Bd Bhf Hbf Kap Ziff
        bzw ca evtl ggf ggfs inkl exkl zzgl max min mind vgl bspw sog gem geb verh lt usf Std Min
        Mio Mrd Tsd Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Sa So Eg Og Whg
        zz zzt insb insbes einschl ehem staatl städt ev kath allg bes entspr"""
    ),
    "en": _words(
        """Dr Mr Mrs Ms Prof St Ave Rd No Nos Tel Dept Jr Sr vs approx incl max min cf Jan Feb Mar
        Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Art Sec Fig Ext"""
    ),
    "ar": _words("د أ م ت ص هـ"),
    "fa": _words("د ص ش ت"),
    "ru": _words(
        """ул пл пр просп пер наб стр корп кв тел факс доб др пр руб коп тыс млн млрд им обл мин
        макс см напр проф гг св ред эт пн вт ср чт пт сб вс янв февр апр авг сент окт нояб дек"""
    ),
    "tr": _words(
        """Dr Prof Doç Av Sn Cad Cd Sok Sk Mah Blv Apt No Nr Tel vb vs vd bkz örn yak maks min Oca
        Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara"""
    ),
    "uk": _words(
        """вул пл просп пров буд корп кв тел факс дод ін грн коп тис млн млрд ім обл хв макс мін
        див напр проф рр св ред пов пн вт ср чт пт сб нд січ лют бер квіт трав черв лип серп вер
        жовт лист груд"""
    ),
}
"""By language, what a full stop shortens; single letters ("z. B.") need not stand here."""

SPOKEN_AFTER_NUMBERS = {
    "de": _words(
        """Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jan
        Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Stock Stockwerk Etage Obergeschoss OG
        Untergeschoss UG Klasse Klassen Jahrgangsstufe Schuljahr Halbjahr Quartal Semester Monat
        Woche Schwangerschaftswoche Tag Stunde Lebensjahr Lebensjahres Lebensmonat Geburtstag
        Geburtstages Kind Person Mal Weltkrieg Platz Preis Bürgermeister Bezirk Advent"""
    ),
    "tr": _words(
        """Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık Kat Sınıf
        Cadde Sokak Madde Dönem Hafta Ay Gün"""
    ),
    "ru": _words("Этаж Класс"),
    "uk": _words("Поверх Клас"),
}
"""By language, words that make the number before them an ordinal: the 3. of "3. März"."""
