"""The books of certification by kind: apart from the books themselves, for pages that only say what is certified."""

COPIES, SIGNATURES, TRANSLATORS, CONTRACTS = "ban-sao", "chu-ky", "nguoi-dich", "hop-dong"
BOOK_KINDS = {COPIES: "SCT/BS", SIGNATURES: "SCT/CK,ĐC", TRANSLATORS: "SCT/CKND", CONTRACTS: "SCT/HĐ,GD"}
"""Address of a kind of book -> its symbol: certified copies; signatures and fingerprints; translators' signatures;
contracts and transactions (NĐ 23/2015/NĐ-CP, TT 01/2020/TT-BTP).
"""
