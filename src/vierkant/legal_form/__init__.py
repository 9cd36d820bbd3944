"""Which legal form is admissible, with the article for every yes and no."""
