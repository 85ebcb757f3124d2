"""What is done: reading, binding, the report model, emitters, loaders, validation and the command line."""
