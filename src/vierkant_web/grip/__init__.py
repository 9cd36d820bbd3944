"""Sturing: are we in grip?"""
