"""The web application of Vierkant: one Django app. `README.md` in this folder names what pages may use."""
