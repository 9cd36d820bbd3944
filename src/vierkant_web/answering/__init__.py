"""The questionnaire of a survey wave. No account, no session, no cookie, no line in a log; no script either."""
