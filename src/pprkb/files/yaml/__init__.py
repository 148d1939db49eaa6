"""YAML with positions of values, and edits that change no other byte."""
