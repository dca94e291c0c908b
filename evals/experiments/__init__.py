"""A matrix of models and settings over the same cases, each several times: what passes every time, at what cost, and what differs beyond noise."""
