"""Pages: a request to frozen page data to HTML. Reads here, writes in services."""
