"""Whether the tests can fail: small mistakes put into a module, and the tests that should notice."""
