"""Vorm: in which form?"""
