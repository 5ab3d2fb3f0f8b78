"""Reading published lists of procedures into a catalogue, with a full account of every record."""
