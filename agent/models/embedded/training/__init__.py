"""What the frames are learned from, and how."""
