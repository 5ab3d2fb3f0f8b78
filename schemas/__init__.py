"""What counter and centre share: shapes, and the pure functions that give them meaning."""
