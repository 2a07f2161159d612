"""What the pages are made of around their content."""
