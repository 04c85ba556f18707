"""Long work apart from the pages: a child process does it, its parent watches and can stop it."""
