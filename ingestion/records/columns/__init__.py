"""Which column means what: by the headings of known systems, by names in several languages, by what stands in them."""
