"""The release controller: what may be shown of the answers of employees, and what not."""
