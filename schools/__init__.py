"""Ground floor: where, when, and who may see what. Imports from no other app."""
