"""Waarom: why cooperate? The four K's, with what is measured and what is not."""
