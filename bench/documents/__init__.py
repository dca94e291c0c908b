"""How documents are read: speed, tables, layouts, the regions that are cited."""
