"""Sturing: when must which council decide?"""
