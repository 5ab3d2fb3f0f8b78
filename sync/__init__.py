"""The agreement between a counter and the centre."""
