"""A saved page as one WACZ file that anybody can replay, and check without this software."""
