"""Cijfers: what does it cost and yield?"""
