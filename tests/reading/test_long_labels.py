"""Labels over several lines with figures in them, and labels whose beginning stands in the row above alone."""

from __future__ import annotations

import textwrap

from tanshin.converter.reading import read_document

BALANCE = """\
                     BALANCE SHEETS
                     (in thousands)

                                        March 31, 2003    March 31, 2002
    Shareholders' equity:
       Preferred stock, $5.00 par
        value; 2,000,000 shares
        authorized; none issued
       Common stock, $.50 par value
         Authorized: 40,000,000 shares
         Issued: 7,712,300 shares in 2003;
           7,698,114 shares in 2002              3,856             3,849
       Capital surplus                          21,400            21,310
                                              --------          --------
          Total shareholders' equity            25,256            25,159
    Deposits over $100,000:
       Retail                                    1,200             1,100
       Wholesale                                 3,400             3,300
    Total deposits                            $  4,600          $  4,400
    """

PER_SHARE = """\
                     STATEMENTS OF INCOME

                                        Year Ended June 30,
                                         2003         2002
    Net income                      $1,930,000   $1,410,000
    Income per share   - Basic           $1.93        $1.41
                       - Diluted         $1.88        $1.39
                       - Pro forma       $1.80        $1.31
    Average shares     Basic         1,000,000    1,000,000
                       Diluted       1,026,600    1,014,400
    """


def rows(text: str) -> list[tuple[str, tuple[str, ...], list[str]]]:
    document, _ = read_document(textwrap.dedent(text).encode(), "r")
    [table] = document.tables
    return [(r.label.text, r.path, [m.raw for m in r.label_marks]) for r in table.rows if r.cells]


def test_a_label_goes_on_over_the_figures_in_it_and_a_line_item_without_values_is_no_heading():
    equity = ("Shareholders' equity",)
    common = (
        "Common stock, $.50 par value Authorized: 40,000,000 shares Issued: 7,712,300 shares in 2003; "
        "7,698,114 shares in 2002"
    )
    assert [(label, path) for label, path, _ in rows(BALANCE)] == [
        (common, equity),
        ("Capital surplus", equity),
        ("Total shareholders' equity", equity),
        ("Retail", ("Deposits over $100,000",)),
        ("Wholesale", ("Deposits over $100,000",)),
        ("Total deposits", ()),
    ]


def test_a_label_below_the_end_of_the_one_above_begins_as_that_does():
    assert [label for label, _, _ in rows(PER_SHARE)] == [
        "Net income",
        "Income per share - Basic",
        "Income per share - Diluted",
        "Income per share - Pro forma",
        "Average shares Basic",
        "Average shares Diluted",
    ]


def test_a_reference_to_a_note_is_no_part_of_a_label_and_a_line_of_units_no_heading():
    text = """\
                         INCOME STATEMENTS

                              Year Ended June 30, 2003
        (in thousands)
        Fees earned        4(b)                 4,120
        Interest           4(c)                   380
        Total income                            4,500
        """
    assert [(label, path) for label, path, _ in rows(text)] == [
        ("Fees earned", ()),
        ("Interest", ()),
        ("Total income", ()),
    ]
