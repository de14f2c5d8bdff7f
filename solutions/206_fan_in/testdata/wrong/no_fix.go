// want: misuse or wrong result or data race in "every alert comes out, then the channel is closed"
// "A second close panics, so close only once."
package alerts

import (
	"context"
	"sync"
)

type Alert struct {
	Site   string
	Number int
}

func Merge(ctx context.Context, feeds ...<-chan Alert) <-chan Alert {
	m := &merger{merged: make(chan Alert)}
	for _, feed := range feeds {
		go m.forward(ctx, feed)
	}
	return m.merged
}

type merger struct {
	merged chan Alert
	ended  sync.Once
}

func (m *merger) forward(ctx context.Context, feed <-chan Alert) {
	defer m.end()
	for alert := range feed {
		select {
		case m.merged <- alert:
		case <-ctx.Done():
			return
		}
	}
}

func (m *merger) end() {
	m.ended.Do(func() { close(m.merged) })
}
