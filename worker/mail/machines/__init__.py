"""What machines write: failed deliveries, absences, mass mail, notices of an order. Pure."""
