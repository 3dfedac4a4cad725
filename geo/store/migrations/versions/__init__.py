"""One module a version. They are history: none is changed once a store was written with it."""
