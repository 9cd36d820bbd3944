"""What attacks the release controller: a simulated cooperation, the attackers, and what they reach.

``population`` simulates people, teams and answers; ``bridge`` hands a wave to `vierkant.privacy`; ``span`` and
``guesses`` attack what was released without using anything of the controller; ``suite`` runs it all with its budgets.
"""
