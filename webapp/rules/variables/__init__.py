"""What the diagrams branch on: the answers to a question, or to several that are compared with one another, in cells."""
