"""The counter's own record: one encrypted SQLite file, opened here and nowhere else."""
