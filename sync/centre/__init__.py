"""The reference provincial end: what a counter enrols with, pushes to and reads from."""
