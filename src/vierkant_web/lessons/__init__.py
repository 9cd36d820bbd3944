"""Lessen: what did others learn?"""
