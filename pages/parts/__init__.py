"""What the pages share: the workspace, the filters, and the way a result is laid out."""
