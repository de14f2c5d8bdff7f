// bug: when the context ends first, Find reads the result that its goroutine may be writing ; kind: data race

// Package find looks for a document under a context.
package find

import "context"

// Document is what a search finds.
type Document struct{ Title string }

// Find returns the first document that match accepts, and what it has when the
// context ends.
func Find(ctx context.Context, docs []Document, match func(Document) bool) (Document, error) {
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	var found Document
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, doc := range docs {
			if match(doc) {
				found = doc
				return
			}
		}
	}()
	select {
	case <-done:
		return found, nil
	case <-ctx.Done():
		return found, ctx.Err()
	}
}
