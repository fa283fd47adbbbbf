"""Turns words into who, where, when, and on whose word."""
