"""The words of printed figures (currencies, powers of ten, units, months): vocabulary of the language, of no issuer.

How these words stand around a numeral is left to `numerals`.
"""

from __future__ import annotations

CURRENCIES: dict[str, str] = {
    "US$": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "USD": "USD",
    "$": "USD",
    "\\$": "USD",
    "JPY": "JPY",
    "JP¥": "JPY",
    "¥": "JPY",
    "￥": "JPY",
    "\\¥": "JPY",
    "yen": "JPY",
    "EUR": "EUR",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "GBP": "GBP",
    "£": "GBP",
    "CHF": "CHF",
    "HK$": "HKD",
    "HKD": "HKD",
    "NT$": "TWD",
    "TWD": "TWD",
    "S$": "SGD",
    "SGD": "SGD",
    "A$": "AUD",
    "AUD": "AUD",
    "C$": "CAD",
    "CAD": "CAD",
    "RMB": "CNY",
    "CNY": "CNY",
    "KRW": "KRW",
    "₩": "KRW",
    "INR": "INR",
    "₹": "INR",
    "dollar": "USD",
    "dollars": "USD",
}
"""Currency signs, codes and words to ISO 4217 codes; words in lower case match in any case."""

POWERS: dict[str, int] = {
    "thousand": 3,
    "thousands": 3,
    "k": 3,
    "million": 6,
    "millions": 6,
    "mil": 6,
    "mn": 6,
    "mm": 6,
    "m": 6,
    "billion": 9,
    "billions": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "trillions": 12,
    "tn": 12,
}
"""Scale words, in lower case, to powers of ten; the abbreviations count only when glued to the numeral."""

UNITS: frozenset[str] = frozenset(
    word
    for words in (
        "share shares ads adss adr adrs unit units contract contracts time times x people persons person employee",
        "employees month months year years day days week weeks hour hours minutes quarters subscribers customers",
        "members accounts company companies subsidiary subsidiaries affiliates stores store locations countries",
        "issues votes bps kbps mbps gbps tbps kw mw gw kwh mwh gwh ton tons tonnes kg km barrels ounces points basis",
    )
    for word in words.split()
)
"""Unit words that count as a numeral's unit when they follow it after a blank; any word glued to it counts."""

MONTHS: str = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
"""A regular expression for the name of a month, whole or shortened."""

REFERENCES: str = (
    r"(?:Article|Articles|Paragraph|Section|Sections|Item|Rule|Rules|Form|Act of|Regulation|Chapter|Exhibit"
    r"|Schedule|Statement|No\.|Nos\.|SFAS|FAS|FASB|FIN|SOP|EITF|ASC|ASU|APB|ARB|IFRS|IAS|ISO|Nos?|Table|Figure|Part)"
)
"""A regular expression for the words after which a number is that of a law, a standard or a part of a text."""

NOTES: str = r"(?:Notes?|NOTES?)"
"""A regular expression for the words after which a number is that of a footnote."""

PAGES: str = r"(?:[Pp]ages?|pp?\.)"
"""A regular expression for the words after which a number is that of a page."""
