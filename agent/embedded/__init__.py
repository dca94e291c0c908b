"""The model that needs no key and no network: it plans by rules and answers by quoting."""
