"""What a sentence turns round."""
