"""What all routes share: the guards before them, errors as problems, pages, repeated requests, and the description of the API."""
