"""Makes, fills and publishes managed environments. Python 3.8 and later, the standard library alone."""
