"""pprkb: a bibliographic knowledge base of psychotherapy research with citation export."""

__version__ = "0.3.0.dev0"
