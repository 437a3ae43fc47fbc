"""What operators see of the newsroom at work: requests' ids, logs, slow queries, figures. No reader is in them."""
