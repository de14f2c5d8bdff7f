// want: wrong result in "nobody waits for an answer to be sent"
// "One goroutine does it all; there is no lock." While it sends, it serves
// nobody: that is a lock by another name.
package hits

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	sends     chan func() int64
	sent      chan struct{}
	snapshots chan Snapshot
	stop      chan struct{}
}

func New() *Stats {
	s := &Stats{
		sends:     make(chan func() int64),
		sent:      make(chan struct{}),
		snapshots: make(chan Snapshot),
		stop:      make(chan struct{}),
	}
	go s.run()
	return s
}

func (s *Stats) run() {
	var all Snapshot
	for {
		select {
		case send := <-s.sends:
			size := send()
			all.Hits++
			all.Bytes += size
			all.Largest = max(all.Largest, size)
			s.sent <- struct{}{}
		case s.snapshots <- all:
		case <-s.stop:
			return
		}
	}
}

func (s *Stats) Hit(send func() int64) {
	s.sends <- send
	<-s.sent
}

func (s *Stats) Snapshot() Snapshot { return <-s.snapshots }

func (s *Stats) Close() { close(s.stop) }
