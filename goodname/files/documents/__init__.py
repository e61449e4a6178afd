"""Documents that a school wrote, read into pages of lines; hostile files are refused."""
