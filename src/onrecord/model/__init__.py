"""What a record is made of: frozen types, without I/O and without any dependency on the rest of the package."""
