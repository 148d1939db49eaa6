"""Conversions between effect-size metrics, their precision, and what must not be converted."""
