"""Where things are kept: records, passages, conversations. The only importer of chromadb and sqlalchemy."""
