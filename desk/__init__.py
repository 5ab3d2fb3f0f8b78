"""The terminal program of the counter officer."""
