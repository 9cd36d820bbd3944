"""Computes assessments outside the web processes: takes a `Run`, keeps it by a lease, writes the result."""
