"""The model without a network: it plans over the same tools, and quotes whole blocks of what they bring."""
