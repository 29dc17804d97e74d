"""Meshes of parts."""
