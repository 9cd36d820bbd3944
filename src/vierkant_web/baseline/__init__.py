"""Cijfers, the baseline: what do the partners spend now?"""
