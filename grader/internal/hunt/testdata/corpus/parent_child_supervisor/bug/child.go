package supervisor

// Request is a piece of work and where its answer goes.
type Request struct {
	Work  func() error
	Reply chan<- error
}

// Spawn starts a child that serves requests until the supervisor stops; not
// after Stop.
func (s *Supervisor) Spawn(requests <-chan Request) { s.spawns <- requests }

func (s *Supervisor) serve(requests <-chan Request) {
	for {
		select {
		case r := <-requests:
			err := r.Work()
			r.Reply <- err
			if err != nil {
				s.report(err)
			}
		case <-s.quit:
			return
		}
	}
}

func (s *Supervisor) report(err error) {
	s.failures <- err
}
