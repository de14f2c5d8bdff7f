// fixed: Pop looks at the length under the lock that Wait releases

// Package outbox queues mails for one sender.
package outbox

import "sync"

// Outbox is an unbounded queue.
type Outbox struct {
	mu    sync.Mutex
	ready *sync.Cond
	mails []string
}

// New returns an empty outbox.
func New() *Outbox {
	o := new(Outbox)
	o.ready = sync.NewCond(&o.mu)
	return o
}

// Len returns the number of mails that wait.
func (o *Outbox) Len() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.mails)
}

// Push adds a mail.
func (o *Outbox) Push(mail string) {
	o.mu.Lock()
	o.mails = append(o.mails, mail)
	o.mu.Unlock()
	o.ready.Signal()
}

// Pop takes the oldest mail and waits for one when there is none.
func (o *Outbox) Pop() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.mails) == 0 {
		o.ready.Wait()
	}
	mail := o.mails[0]
	o.mails = o.mails[1:]
	return mail
}
