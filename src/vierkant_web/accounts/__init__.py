"""Signing in: local accounts with passkeys, codes from an app and recovery codes (django-allauth)."""
