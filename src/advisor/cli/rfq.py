"""`advisor rfq`."""
