"""Organisaties: where do we fit and chafe?"""
