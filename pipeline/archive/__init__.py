"""Articles by the thousand: readers of archives, and runs that nothing stops for good."""
