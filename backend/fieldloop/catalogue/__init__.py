"""What: scenarios, elements with their limits and evidence, duties and reasons. All of it is data."""
