"""Top floor: reads everyone, is read by no one. Homes, figures, documents, demo data."""
