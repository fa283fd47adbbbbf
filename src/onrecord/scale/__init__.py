"""The pipeline over many pages: a process pool, and the sinks that records go into."""
