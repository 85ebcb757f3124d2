"""Jinja2 templates and their environment."""
