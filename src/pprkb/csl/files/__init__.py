"""Files of the CSL project: styles, locales and the XML they are written in."""
