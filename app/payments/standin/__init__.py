"""The bank that ships for the demo and the tests; it speaks Stripe's API."""
