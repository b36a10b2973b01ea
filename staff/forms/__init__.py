"""Forms about people. They say what does not fit; services do the rest."""
