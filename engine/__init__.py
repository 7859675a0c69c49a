"""Procedures as data: from YAML text to a frozen Definition, and from answers to decisions.

Everything here takes values and returns values. Nothing here knows a database, a web server or the time of day.
"""
