// want: wrong result in "hits, bytes and largest are exact"
// "An owner with a queue: nothing is shared, and Hit returns at once." A
// snapshot goes through another door, past the hits in the queue.
package hits

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	hits      chan int64
	snapshots chan Snapshot
	stop      chan struct{}
}

func New() *Stats {
	s := &Stats{hits: make(chan int64, 64), snapshots: make(chan Snapshot), stop: make(chan struct{})}
	go s.run()
	return s
}

func (s *Stats) run() {
	var all Snapshot
	for {
		select {
		case size := <-s.hits:
			all.Hits++
			all.Bytes += size
			all.Largest = max(all.Largest, size)
		case s.snapshots <- all:
		case <-s.stop:
			return
		}
	}
}

func (s *Stats) Hit(send func() int64) { s.hits <- send() }

func (s *Stats) Snapshot() Snapshot { return <-s.snapshots }

func (s *Stats) Close() { close(s.stop) }
