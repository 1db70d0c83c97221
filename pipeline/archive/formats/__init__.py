"""What files are written in: each module finds the entries of one family of formats."""
