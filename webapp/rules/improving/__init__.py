"""What would change an outcome: waiting, doing, finding out."""
