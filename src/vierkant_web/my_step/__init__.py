"""Mijn stap: the page of the employee. No account, no session, no cookie; nothing that one fills in leaves the page."""
