"""What the same words mean in different statements, told by the kind of table and by the labels printed above."""

from __future__ import annotations

import pytest
from tanshin.converter.binding.items import ItemIndex
from tanshin.converter.language.fold import fold
from tanshin.taxonomy.profile import find_profile, load_profile

PROFILE, _ = load_profile(find_profile("iij"), "iij")
INDEX = ItemIndex(PROFILE)


def concept(table: str, *labels: str) -> str:
    """The concept of the last label, the others printed above it, with `-` before it where the sign is turned."""
    *above, label = (fold(text) for text in labels)
    (match,) = INDEX.match(label, above, (table,))
    return ("-" if match.item.sign < 0 else "") + match.item.concept


MINORITY = "MINORITY INTERESTS IN LOSSES OF SUBSIDIARIES"
CASE = tuple[str, tuple[str, ...], str]

SFAS_160: tuple[CASE, ...] = (
    ("income", ("INCOME TAX EXPENSE (BENEFIT)", MINORITY, "NET INCOME"), "NetIncome"),
    ("income", ("INCOME TAX EXPENSE", "NET INCOME"), "NetIncomeIncludingNoncontrollingInterests"),
    ("ebitda", ("Income Tax Expense", MINORITY, "Net Income"), "NetIncome"),
    ("ebitda", ("Income Tax Expense", "Net income"), "NetIncomeIncludingNoncontrollingInterests"),
    ("cash_flows_before_sfas_160", ("OPERATING ACTIVITIES:", "Net income"), "NetIncome"),
    ("cash_flows", ("OPERATING ACTIVITIES:", "Net Income"), "NetIncomeIncludingNoncontrollingInterests"),
    ("balance", ("LIABILITIES AND SHAREHOLDERS' EQUITY", "MINORITY INTEREST", "TOTAL"),
     "LiabilitiesMinorityInterestAndShareholdersEquity"),
    ("balance", ("LIABILITIES AND SHAREHOLDERS' EQUITY", "Total equity", "TOTAL"), "LiabilitiesAndEquity"),
    ("balance", ("ASSETS", "GOODWILL", "TOTAL"), "Assets"),
    ("balance", ("Total shareholders' equity",), "IIJShareholdersEquity"),
    ("balance", ("Total Internet Initiative Japan Inc. shareholders' equity",), "IIJShareholdersEquity"),
)  # fmt: skip

SIGNS: tuple[CASE, ...] = (
    ("income", ("OTHER INCOME (EXPENSE):", "Losses on write-down of other investments"),
     "-LossesOnWriteDownOfOtherInvestments"),
    ("cash_flows", ("OPERATING ACTIVITIES:", "Losses on write-down of other investments"),
     "LossesOnWriteDownOfOtherInvestments"),
    ("income", (MINORITY,), "MinorityInterestsInLossesIncomeOfSubsidiaries"),
    ("cash_flows_before_sfas_160", (MINORITY,), "-MinorityInterestsInLossesIncomeOfSubsidiaries"),
    ("capex", ("Purchase of Property and Equipment",), "PurchaseOfPropertyAndEquipment"),
    ("cash_flows", ("INVESTING ACTIVITIES:", "Purchase of property and equipment"), "-PurchaseOfPropertyAndEquipment"),
)  # fmt: skip

MOVED: tuple[CASE, ...] = (
    ("contracts", ("IIJ FiberAccess/F and IIJ DSL/F", "Others"),
     "NumberOfContractsOtherConnectivityServicesCorporateUseIncludingIIJMobileService"),
    ("contracts", ("IIJ Mobile Service", "Others"),
     "NumberOfContractsOtherConnectivityServicesCorporateUseExcludingIIJMobileService"),
    ("connectivity", ("IIJ Mobile Service", "Others"),
     "OtherConnectivityRevenuesCorporateUseExcludingIIJMobileService"),
    ("cash_flows", ("Decrease in income taxes payable",
                    "Increase in accrued expenses, other current and noncurrent liabilities"),
     "IncreaseDecreaseInAccruedExpensesOtherCurrentAndNoncurrentLiabilitiesExcludingIncomeTaxesPayable"),
    ("cash_flows_before_sfas_160", ("Decrease in accounts payable",
                                    "Decrease in accrued expenses, other current and noncurrent liabilities"),
     "IncreaseDecreaseInAccruedExpensesOtherCurrentAndNoncurrentLiabilitiesIncludingIncomeTaxesPayable"),
    ("results", ("Total Revenues", "SI", "Total Costs", "SI"), "CostOfSystemsIntegration"),
    ("results", ("Total Revenues", "SI"), "SystemsIntegrationRevenues"),
)  # fmt: skip


@pytest.mark.parametrize(("table", "labels", "expected"), SFAS_160 + SIGNS + MOVED)
def test_meaning(table: str, labels: tuple[str, ...], expected: str) -> None:
    assert concept(table, *labels) == expected
