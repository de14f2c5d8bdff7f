// fixed: the goroutine sends the result over a channel

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
	found := make(chan Document, 1)
	go func() {
		for _, doc := range docs {
			if match(doc) {
				found <- doc
				return
			}
		}
		found <- Document{}
	}()
	select {
	case doc := <-found:
		return doc, nil
	case <-ctx.Done():
		return Document{}, ctx.Err()
	}
}
