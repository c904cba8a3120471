"""Elections of a body's committee: 换届选举, from the request to the posts that follow."""
