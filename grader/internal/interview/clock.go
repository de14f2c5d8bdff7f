package interview

import "time"

// Source is where a Clock reads the time. What is nil is the machine's.
type Source struct {
	// Wall is the time of day. It is asked once, when a Clock is made.
	Wall func() time.Time
	// Steady is the time since some fixed moment. It goes on while the machine
	// sleeps, and nobody can set it.
	Steady func() time.Duration
}

// Clock says how much time is left. It may be used from any goroutine.
//
// The deadline was fixed at the start. When a Clock is made there is only the
// wall clock to compare it with; from then on the steady one counts, so that
// setting the time of day neither ends an interview nor makes it longer, and
// closing the lid does not stop it.
type Clock struct {
	session *Session
	length  time.Duration
	steady  func() time.Duration
	left    time.Duration // at the moment since
	since   time.Duration
}

// NewClock makes the clock of an interview that has just started or is resumed.
func NewClock(s *Session, src Source) *Clock {
	if src.Wall == nil {
		src.Wall = time.Now
	}
	if src.Steady == nil {
		src.Steady = machineClock()
	}
	st := s.State()
	return &Clock{
		session: s, length: st.Length(), steady: src.Steady,
		left: st.Remaining(src.Wall()), since: src.Steady(),
	}
}

// Left is how much time there is; 0 once it is over.
func (c *Clock) Left() time.Duration {
	gone := max(0, c.steady()-c.since)
	return max(0, c.left-gone)
}

// Elapsed is the time since the start, interruptions included; the whole length
// once it is over.
func (c *Clock) Elapsed() time.Duration { return c.length - c.Left() }

// Save keeps in session.json how much is left, so that a wall clock that is set
// back before the interview is resumed gives no time back. Call it on leaving,
// and now and then if losing power should be covered too.
func (c *Clock) Save() error { return c.session.Save(c.Left()) }

// sinceNow is a steady clock of the Go runtime's, which some systems stop
// while they sleep.
func sinceNow() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
