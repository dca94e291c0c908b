"""Machines, alarms, work orders and parts in SQL."""
