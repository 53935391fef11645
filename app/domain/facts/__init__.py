"""Facts in a text: numbers, dates, times, sums and addresses, found, compared, carried over; normal forms."""
