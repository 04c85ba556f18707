"""What is done to the record: every write is a keyword-only function here."""
