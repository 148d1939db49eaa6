"""YAML as text: places of values, and edits that change no other byte."""
