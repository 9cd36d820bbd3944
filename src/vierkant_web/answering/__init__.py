"""The questionnaire: answered with a one-time code, without an account."""
