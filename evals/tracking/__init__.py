"""Runs kept elsewhere: MLflow."""
