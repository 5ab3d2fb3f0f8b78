"""The reusable parts of the screens: attributes down, messages up; they know no use case."""
