"""Tenants, users, roles and signing in."""
