"""Why cooperate: the four K's (kosten, kwaliteit, klantgerichtheid, kwetsbaarheid), measured."""
