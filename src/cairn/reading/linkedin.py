"""LinkedIn."""
def is_export(names): return False
