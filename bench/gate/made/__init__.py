"""Sentences made of tables and records: what is true of them needs no person to say.

`sources.py` reads libraries, files and exports; `one_row.py` and `two_rows.py` make sentences of tables, `one_order.py`, `two_orders.py` and
`registers.py` of records, in the ways of `ways.yaml`; of each true one a wrong twin. `python -m bench gate --made [libraries or files]`.
"""
