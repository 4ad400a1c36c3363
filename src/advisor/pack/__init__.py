"""Knowledge packs: how their files are read, resolved and checked."""
