// want: leak in "no goroutine is left behind"
// "The garbage collector takes the goroutine once nobody has the figures."
package hits

type Snapshot struct {
	Hits    int64
	Bytes   int64
	Largest int64
}

type Stats struct {
	hits      chan int64
	snapshots chan Snapshot
}

func New() *Stats {
	s := &Stats{hits: make(chan int64), snapshots: make(chan Snapshot)}
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
		}
	}
}

func (s *Stats) Hit(send func() int64) { s.hits <- send() }

func (s *Stats) Snapshot() Snapshot { return <-s.snapshots }

func (s *Stats) Close() {}
