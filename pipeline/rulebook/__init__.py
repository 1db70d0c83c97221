"""Rules as data: reading, validating and compiling rules/*.yaml."""
