"""A SPARQL 1.1 Protocol endpoint over a store, for programs on the same machine; read-only, each query within bounds.

    app.run(store_path, listening_socket, graphs, Bounds(seconds=30, rows=100_000))

`app` is what HTTP sees, `pool` keeps the worker processes, `worker` is one of them: the engine cannot be interrupted,
so that a query that takes too long costs its process and nothing else. What may be asked is decided by `query`. Nothing
is imported here: a worker needs no HTTP.
"""
