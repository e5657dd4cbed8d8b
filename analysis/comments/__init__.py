"""What people write: read safely, themed, and searched."""
