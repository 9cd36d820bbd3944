"""Grip: which instruments councils have and use, who has which role, how complex it is, and what councils think."""
