"""Mensen: what changes for whom, and is time and money reserved for it?"""
