"""What the tools gave, cut into places that can be matched and quoted."""
