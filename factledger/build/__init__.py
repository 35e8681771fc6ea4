"""The site's tasks planned, rendered and staged; those that no change can reach stay as the last build made them."""
