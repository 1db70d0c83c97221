"""Articles by the thousand: readers of archives, and files that are whole or not there."""
