import pytest
from tanshin.converter.language.found import residue
from tanshin.converter.language.units import UnitExpression, find_units, strange_scale, unit_list

U = UnitExpression


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Thousands of U.S. Dollars", U("USD", 3)),
        ("Thousands of US dollars", U("USD", 3)),
        ("JPY millions", U("JPY", 6)),
        ("(Millions of yen)", U("JPY", 6)),
        ("¥ million", U("JPY", 6)),
        ("Yen (in billions)", U("JPY", 9)),
        ("US$ in thousands", U("USD", 3)),
        ("(in millions)", U(None, 6)),
        ("Thousands", U(None, 3)),
        ("in millions of US dollars", U("USD", 6)),
        ("Yen", U("JPY")),
        ("$", U("USD")),
        ("%", U(percent=True)),
        ("(shares)", U(word="shares")),
        ("(ADSs)", U(word="ADS")),
        ("Thousands of shares", U(None, 3, word="shares")),
        ("Yen per share", U("JPY", per="shares")),
        ("(in thousands, except per share amounts)", U(None, 3, except_for=("per share",))),
        ("(Dollars in thousands, except share and per share data)", U("USD", 3, except_for=("share", "per share"))),
        ("(dollars in millions except per share amounts)", U("USD", 6, except_for=("per share",))),
        ("(in € millions)", U("EUR", 6)),
        ("(€m)", U("EUR", 6)),
        ("in CHF k", U("CHF", 3)),
        ("($000's)", U("USD", 3)),
        ("(000 omitted)", U(None, 3)),
        ("(in pence)", U(None, -2)),
        ("HK cents per share", U(None, -2)),
        ("(in tens of thousands of yen)", U("JPY", 4)),
        ("(NT$ in ten thousands)", U("TWD", 4)),
        ("(yen in tens of millions)", U("JPY", 7)),
        ("(in hundred millions of yen)", U("JPY", 8)),
        ("(Dollars in thousand millions)", U("USD", 9)),
        ("(in thousands of millions of yen)", U("JPY", 9)),
        ("(USD in hundreds of millions)", U("USD", 8)),
        ("(Yen in 100 millions)", U("JPY", 8)),
        ("($ in 10 millions)", U("USD", 7)),
        ("(RMB in 10 thousand)", U("CNY", 4)),
        ("(INR in lakhs)", U("INR", 5)),
        ("(INR in crores)", U("INR", 7)),
        ("(hundred shares)", U(None, 2, word="shares")),
        ("(Dollars in thousands, except per-share data)", U("USD", 3, except_for=("per share",))),
    ],
)
def test_one_unit_is_read_whole(text: str, unit: UnitExpression) -> None:
    found = find_units(text)
    assert [f.value for f in found] == [unit]
    assert residue(text, *found) == ""


@pytest.mark.parametrize(
    "text",
    ["net of allowance of JPY 22,072 thousand", "JPY33,254 million ($313.9 million)", "16,701thousand", "up 3.0%",
     "issued 377,600 shares", "Total shares outstanding", "Dividend per Shares", "millionaires", "Adjusted", "",
     "Loans of 100 million yen", "$100 million", "One hundred shares", "Loans of one million dollars",
     "Bonds of ten billion yen"],
)  # fmt: skip
def test_words_of_numerals_and_words_within_words_say_nothing(text: str) -> None:
    assert find_units(text) == ()


def test_what_a_percent_is_of_is_left_over() -> None:
    text = "% of total revenues"
    assert residue(text, *find_units(text)) == "of total revenues"


def test_issuers_own_words_are_found_when_given() -> None:
    assert find_units("(Gbps)") == ()
    assert [f.value for f in find_units("(Gbps)", ("Gbps",))] == [U(word="Gbps")]


def test_a_row_may_list_a_unit_for_each_column() -> None:
    label = "NET INCOME PER SHARE (U.S. Dollars/ JPY / JPY)"
    assert unit_list(label) == (U("USD"), U("JPY"), U("JPY"))
    assert [label[f.start : f.end] for f in find_units(label)] == ["U.S. Dollars", "JPY", "JPY"]
    assert unit_list("FiberAccess/F and DSL/F (income/loss)") is None
    assert unit_list("Net income (JPY)") is None


def test_a_list_shares_its_scale_and_scales_of_several_things_say_of_which() -> None:
    both = find_units("(Dollars and shares in thousands, except per share data)")
    assert [(f.value.currency, f.value.word, f.value.power) for f in both] == [("USD", None, 3), (None, "shares", 3)]
    several = find_units("(net sales in millions and unit sales in thousands)")
    assert [(f.value.subject, f.value.power) for f in several] == [("net sales", 6), ("unit sales", 3)]


def test_scale_words_that_are_not_understood_are_noticed() -> None:
    assert strange_scale("(figures given by the thousand)") == "thousand"
    assert strange_scale("(in thousands)") == strange_scale("Loans over $1 million") == strange_scale("Revenues") == ""
    for text in ("(in thousands millions of yen)", "(yen in thousands hundreds)"):
        assert all(f.value.power is None and f.value.strange for f in find_units(text))
    assert strange_scale("(Yen; figures by the ten thousand)") == "thousand"
    assert strange_scale("Loans of five hundred million yen") == ""
    for text in ("(100 million yen)", "(10,000 yen)", "Amounts in 100 million yen", "Amounts in ten millions of won"):
        assert strange_scale(text)


def test_a_number_in_a_label_is_no_scale() -> None:
    assert [f.value for f in find_units("(Unit: 100 million yen)")] == [U("JPY", 8)]
    for label in ("Investments in 10 million shares", "Investments in ten million yen bonds"):
        assert all(f.value.power is None for f in find_units(label))


def test_what_is_exempt_from_a_scale_may_have_one_of_its_own() -> None:
    text = "(In millions, except {}, and per-share amounts)"
    for exempt, own in (
        ("number of shares, which are reflected in thousands", U(None, 3, word="shares")),
        ("share data in thousands", U(None, 3, word="shares")),
        ("employees, which are in thousands", U(None, 3, subject="employees")),
    ):
        assert [f.value for f in find_units(text.format(exempt))] == [U(None, 6, except_for=("per share",)), own]
