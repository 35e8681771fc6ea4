"""The 37 places where pages conflict, and what a ledger should make of each.

An outcome is one of: dispute, settled dispute, agreement, supersession (a later as-of, or by hand), restatement (a
later value for a period that was over), different series (another metric, scope, basis, kind or period), refuted;
with "sum" or "unit-slip" where arithmetic finds something. A conflict may have several lines.
"""

from typing import NamedTuple


class Conflict(NamedTuple):
    """Some facts by their short ids, what becomes of them, and why that is right."""

    number: str
    facts: tuple[str, ...]
    outcome: str
    why: str


def _conflict(number: str, facts: str, outcome: str, why: str) -> Conflict:
    return Conflict(number, tuple(facts.split()), outcome, why)


CONFLICTS = (
    _conflict("C01", "xm-share-move-20240312-7 xm-share-move-20240312-10", "dispute", "7 percent is not over 10; nobody says at what hour"),
    _conflict("C01", "xm-share-move-20240312-10 xm-share-move-20240312-11", "agreement", "over 10 percent holds for 11"),
    _conflict("C01", "xm-share-move-20240312-7 share-move-7-5", "agreement", "about 7 percent holds for 7.5"),
    _conflict("C02", "xm-2024-03-stores xm-2024-03-stores-60", "different series", "taking orders is not showing the car"),
    _conflict("C03", "xm-plant-phase1-capacity xm-plant-capacity-200k", "different series", "one is the capacity of 2023, the other of 2024"),
    _conflict("C03", "xm-plant-plan-total xm-plant-phase1-capacity", "different series", "a plan for both phases is not what one phase can do"),
    _conflict("C03", "xm-su7-baic-filing xm-own-production-licence", "supersession", "the maker's own licence came eight months later"),
    _conflict("C04", "xm-target-2024-v1 xm-target-2024-v1b", "dispute", "two figures are named in hindsight for one first goal"),
    _conflict("C04", "xm-target-2024-v1 xm-target-2024-v2", "supersession", "the goal of April took the place of either"),
    _conflict("C05", "xm-target-2024-v3-challenge xm-target-2024-v3", "supersession", "one figure set twice; the later as-of is the formal one"),
    _conflict("C05", "xm-target-2024-v3 target-120-november", "supersession", "a page that dates it to November restates it"),
    _conflict("C06", "xm-su7-delivered-2024-05-first xm-su7-delivered-2024-05", "restatement", "May was over when its count was corrected a day later"),
    _conflict("C07", "xm-su7-delivered-2024-q2 xm-su7-delivered-2024-q3 xm-su7-delivered-2024-q4 xm-delivered-2024", "different series and sum", "the quarters are 60 short of the year"),
    _conflict("C07", "xm-su7-delivered-2024-q2 xm-su7-delivered-2024-q3 xm-su7-cumulative-2024-09", "different series and sum", "the nine-month count has the 60"),
    _conflict("C08", "xm-delivered-2024 xm-delivered-2024-over135k delivered-2024-over-130 delivered-2024-about-136", "agreement", "136,854 is over 130,000, over 135,000 and about 136,000"),
    _conflict("C09", "xm-ev-revenue-2024 xm-ev-segment-revenue-2024", "different series", "cars alone are not the segment"),
    _conflict("C09", "xm-ev-segment-revenue-2024 segment-revenue-2024", "dispute", "32.7 and 32.8 billion are stated equally finely"),
    _conflict("C10", "xm-yu7-orders-3min xm-yu7-orders-1h", "different series", "three minutes are not an hour"),
    _conflict("C10", "xm-yu7-orders-1h xm-yu7-locked-18h", "different series", "paid orders are not locked-in ones"),
    _conflict("C11", "xm-yu7-range-std range-760", "different series", "two versions of the car"),
    _conflict("C12", "xm-delivered-2025-09 xm-delivered-2025-09-alt", "dispute", "two exact counts of September"),
    _conflict("C12", "xm-delivered-2025-10 delivered-2025-10-exact", "agreement", "41,948 is over 40,000, though it was September's count"),
    _conflict("C13", "xm-delivered-2025-ytd-11 delivered-2025-ytd-11-maker", "different series", "industry data are another basis than the maker's counts"),
    _conflict("C14", "xm-su7-gen1-total xm-su7-retail-2025", "different series", "a generation's deliveries are not a year's retail sales"),
    _conflict("C15", "crash-day xm-crash-wrong-day", "settled dispute", "one day is the crash, the other the statement"),
    _conflict("C16", "xm-recall-202509 recall-202509-about-117", "agreement", "116,887 is about 117,000"),
    _conflict("C16", "xm-recall-202509 recall-202509-110", "dispute", "116,887 is not 110,000"),
    _conflict("C16", "xm-recall-202509-share recall-202509-third", "dispute", "38 percent is not a third"),
    _conflict("C17", "share-drop-7-5 share-drop-5-71 share-drop-7-82", "dispute", "three drops for one day"),
    _conflict("C17", "xm-chengdu-crash-share-drop share-drop-7-82", "agreement", "7.82 percent is within up to 8.7"),
    _conflict("C18", "xm-ultra-presale-price xm-ultra-price", "supersession", "the price of sale took the place of the pre-sale price, joined by hand"),
    _conflict("C18", "xm-ultra-price ultra-price-529000", "dispute", "a misprint of one digit"),
    _conflict("C18", "xm-ultra-lap-prototype ultra-lap-misprint", "dispute", "a misprint of two seconds"),
    _conflict("C18", "xm-ultra-lap-prototype xm-ultra-lap-production", "different series", "a prototype is not the car on sale"),
    _conflict("C19", "byd-2023 byd-2023-misprint", "dispute", "3,024,417 is not about 3.2 million"),
    _conflict("C20", "byd-2025 byd-2025-alt", "dispute", "4.6024 million is not 4,550,036"),
    _conflict("C20", "byd-2025 byd-2025-passenger", "different series", "passenger cars are a part"),
    _conflict("C20", "byd-2025-bev byd-2025-bev-misprint", "dispute", "a misprint of one digit"),
    _conflict("C21", "byd-2025-overseas byd-2025-overseas-digest", "dispute", "two exact counts, and nothing tells which"),
    _conflict("C22", "byd-target-2024 byd-target-2024-denied", "refuted", "the raise was denied, so that 3.6 million stays current"),
    _conflict("C23", "byd-target-2025-v1 byd-target-2025-v2", "supersession", "the later goal, though from unnamed sources"),
    _conflict("C24", "tsla-2024 tsla-2024-confused", "dispute", "production was printed as deliveries"),
    _conflict("C25", "tsla-2025 tesla-2025-rounded tesla-2025-cut", "agreement", "1,636,129 rounds to 1.64 and is cut to 1.63 million"),
    _conflict("C26", "credit-september credit-january", "settled dispute", "two last days; one stands in the law"),
    _conflict("C27", "xpeng-2025-q2 xpeng-2025-q2-misprint", "dispute", "the filing against a page"),
    _conflict("C28", "nio-profit-alert-2025-q4 nio-profit-alert-misprint", "dispute and unit-slip", "ten times the range"),
    _conflict("C29", "vw-2024-bev vw-2024-bev-restated", "restatement", "another count for a year long over"),
    _conflict("C30", "geely-export-2025 geely-export-romania", "dispute", "two exact counts"),
    _conflict("C31", "leap-2025-ytd-11 leap-2025-retail-ytd-11", "different series", "retail sales at home are another basis"),
    _conflict("C32", "xm-top-five-ambition top-five-10-years", "different series", "another horizon is another period"),
    _conflict("C33", "founded-april founded-june", "settled dispute", "two founding days; most say April"),
    _conflict("C34", "xm-su7-price-std su7-price-usd-low", "agreement", "yuan and dollars are never compared"),
    _conflict("C34", "su7-price-usd-low su7-price-usd-high", "dispute", "two conversions of one price"),
    _conflict("C35", "yu7-made-in-beijing yu7-made-in-shanghai", "settled dispute", "two places"),
    _conflict("C36", "battery-byd battery-catl", "settled dispute", "two makers of one battery"),
    _conflict("C37", "xm-target-2025-v2 xm-target-2025-v2-misprint", "dispute", "a lone 360,000"),
)  # fmt: skip
