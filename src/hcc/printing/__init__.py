"""Papers the office hands out (giấy tờ in ra): receipts, attestations, stamp blocks, set with Typst from plain data."""
