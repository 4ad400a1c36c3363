"""Files read strictly: bytes opened safely, text, YAML's nodes with their places, fields of a mapping, every fault kept."""
