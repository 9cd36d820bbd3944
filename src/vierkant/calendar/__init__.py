"""The zienswijze clock: by law and by agenda, when must which council have received, discussed and decided?"""
