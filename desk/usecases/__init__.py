"""What an officer does, one verb each: plain functions, one transaction, answers as values."""
