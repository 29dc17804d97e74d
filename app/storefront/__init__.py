"""The shopper's side: window, product page, cart, checkout and order."""
