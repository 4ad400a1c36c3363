"""Many orders at a time: how their answers reach the disk."""
