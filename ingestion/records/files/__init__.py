"""The files that companies export, as rows of text: CSV and workbooks."""
