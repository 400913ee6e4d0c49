"""Who has an owner's turns while they are away, and who gets their leads when they leave."""
