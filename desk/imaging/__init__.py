"""Paper becomes pictures: the scanner, the folder that scanners write into, the pages they make."""
