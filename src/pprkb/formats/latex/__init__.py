"""LaTeX as bibliographies use it, to CSL rich text and back."""
