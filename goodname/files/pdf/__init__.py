"""Papers that leave the desk as PDF: tagged, in the accessible form PDF/UA-1."""
