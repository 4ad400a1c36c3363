"""Questions asked of a pack or an answer beyond the answer itself."""
