"""Being here, this file lets tests import what they share from this folder (`invented.py`)."""
