"""How much the centre does not have yet, in words: entries, and scans beside them."""

ENTRIES = "{count} bút toán"
SCANS = "{count} bản quét"


def amount(entries: int, scans: int) -> str:
    """So many of each; empty when nothing waits to be sent."""
    counted = ((ENTRIES, entries), (SCANS, scans))
    return ", ".join(words.format(count=count) for words, count in counted if count)
