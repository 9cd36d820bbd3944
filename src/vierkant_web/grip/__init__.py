"""Pages about grip: instruments of councils, roles, complexity, and the joint zienswijze."""
