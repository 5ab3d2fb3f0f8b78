"""One screen per task of the officer."""
