"""Lessons: documented cases near to a cooperation, what went well and wrong there, and what to check."""
