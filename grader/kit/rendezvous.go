package kit

import (
	"strconv"
	"sync"
)

// Rendezvous proves concurrency: n callbacks that return only once all n are
// inside show that n ran at once. See [T.Rendezvous].
type Rendezvous struct {
	what    string
	n       int
	mu      sync.Mutex
	arrived int
	met     chan struct{}
}

// Rendezvous returns a meeting point for n callbacks. what names them in the
// sentence a learner reads when they never meet: "only 3 of 64 computations
// were inside at once" for what = "computations". When they cannot meet, the
// program is stuck, and the stuck-watch ends the run with that sentence.
func (k *T) Rendezvous(n int, what string) *Rendezvous {
	r := &Rendezvous{what: what, n: n, met: make(chan struct{})}
	k.note(r.note)
	k.meets()
	return r
}

// Arrive returns once n callbacks have arrived; later ones pass at once.
func (r *Rendezvous) Arrive() {
	r.mu.Lock()
	r.arrived++
	if r.arrived == r.n {
		close(r.met)
	}
	r.mu.Unlock()
	<-r.met
}

// Met tells whether all n have arrived.
func (r *Rendezvous) Met() bool {
	select {
	case <-r.met:
		return true
	default:
		return false
	}
}

// note says what is missing; "" when nothing is, or when nobody came at all.
func (r *Rendezvous) note() string {
	// The watch asks while the program is stuck: nobody holds r.mu for long.
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.arrived == 0 || r.arrived >= r.n {
		return ""
	}
	return "only " + strconv.Itoa(r.arrived) + " of " + strconv.Itoa(r.n) + " " + r.what + " were inside at once"
}
