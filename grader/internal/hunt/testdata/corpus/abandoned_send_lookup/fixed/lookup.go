// fixed: the result channel has room for the one result

// Package lookup resolves names with a resolver that knows no context.
package lookup

import "context"

type result struct {
	addr string
	err  error
}

// Resolver turns a name into an address.
type Resolver func(name string) (addr string, err error)

// Lookup resolves a name, or returns early when the context ends.
func (r Resolver) Lookup(ctx context.Context, name string) (string, error) {
	results := make(chan result, 1)
	go func() {
		addr, err := r(name)
		results <- result{addr, err}
	}()
	select {
	case res := <-results:
		return res.addr, res.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
