"""The life of an order, from the cart to the door."""
