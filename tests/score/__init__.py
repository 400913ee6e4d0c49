"""How well mail is read: `make score` over labelled mail, with the libraries of the field beside it."""
