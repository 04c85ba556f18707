"""What is typed, checked and turned into plain values; nothing is written here."""
