"""XML Schemas that the project needs offline, and the lookup from a published address to the file."""
