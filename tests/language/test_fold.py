from itertools import combinations

import pytest
from tanshin.converter.language.fold import fold, fold_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Total revenues(3):", "TOTAL  REVENUES"),
        ("Mobile Service ⁴", "Mobile Service"),
        ("Mobile Service ^⁵", "mobile service (Note 3)"),
        ("OTHER INTANGIBLE ASSETS —Net", "Other intangible assets - net"),
        ("Pension costs—current", "Pension costscurrent"),
        ("SHAREHOLDERS’ EQUITY:", "Shareholders' equity"),
        ("net of JPY 22,072 thousand at March 31, 2009", "net of JPY # thousand at @"),
        ("net of JPY 16,701thousand", "net of JPY # thousand"),
        ("Treasury stock—3,934 shares", "Treasury stock—# shares"),
        ("As of September 30, 2008", "As of March 31, 2009"),
        ("Three months ended June 30, 2009", "three months ended @"),
        ("1H08 Results", "2Q09 Results"),
        ("Gain (loss) on sale (a)", "Gain (loss) on sale"),
    ],
)
def test_prints_of_one_item_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "labels",
    [
        ("IP Service (-99Mbps)", "IP Service (100Mbps-999Mbps)", "IP Service (1Gbps-)"),
        ("Class (A) shares", "Class (B) shares"),
        ("Income (loss)", "Income"),
        ("Other income", "Other income (expense)"),
    ],
)
def test_different_items_stay_different(labels: tuple[str, ...]) -> None:
    assert all(fold(a) != fold(b) for a, b in combinations(labels, 2))


@pytest.mark.parametrize(
    "text",
    ["net of JPY 22,072 thousand at March 31, 2009", "IP (1Gbps-)", "A (2) — b:", "", "1H08", "¹ x", "202,544shares"],
)
def test_folding_a_key_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_stand_apart_without_punctuation() -> None:
    assert fold_words("Cash, at end of the period—net (2): JPY 5thousand") == (
        "cash", "at", "end", "of", "the", "period", "net", "jpy", "#", "thousand",
    )  # fmt: skip


@pytest.mark.parametrize(
    "label",
    [
        "Receivables, net of allowance of JPY 12 thousand and JPY 13 thousand at March 31, 2009 and 2010, respectively",
        "Receivables, net of allowance of ¥12 thousand and ¥13 thousand as of March 31, 2009 and June 30, 2009",
        "Receivables - net of allowance of JPY 12 million",
        "Receivables, less allowance of 12 and 13 at March 31, 2009 and June 30, 2009, respectively",
    ],
)
def test_a_label_with_figures_is_the_same_however_many_there_are_and_for_whatever_dates(label: str) -> None:
    assert fold(label) == fold("Receivables, net of allowance of JPY # thousand at @")
