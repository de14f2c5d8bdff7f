package interview

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// machine is a machine whose clocks a test sets.
type machine struct {
	wall   time.Time
	steady time.Duration
}

func (m *machine) source() Source {
	return Source{Wall: func() time.Time { return m.wall }, Steady: func() time.Duration { return m.steady }}
}

// pass lets time pass, awake or suspended: both clocks count either.
func (m *machine) pass(d time.Duration) {
	m.wall = m.wall.Add(d)
	m.steady += d
}

// set sets the wall clock by hand.
func (m *machine) set(d time.Duration) { m.wall = m.wall.Add(d) }

// restart is another boot: the steady clock begins anew, somewhere.
func (m *machine) restart(d time.Duration) {
	m.wall = m.wall.Add(d)
	m.steady = 17 * time.Second
}

func TestClock(t *testing.T) {
	const minute = time.Minute
	for name, c := range map[string]struct {
		happens func(t *testing.T, m *machine, s *Session, clock *Clock) *Clock
		left    time.Duration
	}{
		"time passes": {func(_ *testing.T, m *machine, _ *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			return c
		}, 35 * minute},
		"the wall clock is set forward": {func(_ *testing.T, m *machine, _ *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			m.set(time.Hour)
			return c
		}, 35 * minute},
		"the wall clock is set back": {func(_ *testing.T, m *machine, _ *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			m.set(-time.Hour)
			return c
		}, 35 * minute},
		"suspended for half an hour": {func(_ *testing.T, m *machine, _ *Session, c *Clock) *Clock {
			m.pass(30 * minute)
			return c
		}, 15 * minute},
		"suspended for longer than there was": {func(_ *testing.T, m *machine, _ *Session, c *Clock) *Clock {
			m.pass(12 * time.Hour)
			return c
		}, 0},
		"interrupted and resumed": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			require.NoError(t, c.Save())
			m.restart(5 * minute)
			return resumed(t, m, s)
		}, 30 * minute},
		"killed without a save and resumed": {func(t *testing.T, m *machine, s *Session, _ *Clock) *Clock {
			m.pass(10 * minute)
			m.restart(5 * minute)
			return resumed(t, m, s)
		}, 30 * minute},
		"set back while interrupted": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			require.NoError(t, c.Save())
			m.restart(-time.Hour)
			return resumed(t, m, s)
		}, 35 * minute},
		"set back, saved and resumed": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			m.set(-time.Hour)
			m.pass(10 * minute)
			require.NoError(t, c.Save())
			m.restart(0)
			return resumed(t, m, s)
		}, 25 * minute},
		"set back, a verdict, killed and resumed": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			m.set(-time.Hour)
			m.pass(20 * minute)
			require.NoError(t, s.Record(attempt("205_pipeline", 3), "a", false, c.Elapsed()))
			m.pass(10 * minute)
			m.restart(0)
			return resumed(t, m, s)
		}, 25 * minute},
		"set forward while interrupted": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			m.pass(10 * minute)
			require.NoError(t, c.Save())
			m.restart(time.Hour)
			return resumed(t, m, s)
		}, 0},
		"suspended, saved and resumed": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			m.pass(30 * minute)
			require.NoError(t, c.Save())
			m.restart(minute)
			return resumed(t, m, s)
		}, 14 * minute},
		"resumed twice, each time set back": {func(t *testing.T, m *machine, s *Session, c *Clock) *Clock {
			for range 2 {
				m.pass(10 * minute)
				require.NoError(t, c.Save())
				m.restart(-10 * minute)
				c = resumed(t, m, s)
			}
			return c
		}, 25 * minute},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := laidOut(t)
			m := &machine{wall: start, steady: 400 * time.Hour}
			clock := c.happens(t, m, s, NewClock(s, m.source()))
			require.Equal(t, c.left, clock.Left())
			require.Equal(t, 45*minute-c.left, clock.Elapsed())
			require.NoError(t, clock.Save())
			require.LessOrEqual(t, reread(t, clock.session).Left, c.left)
			m.pass(45 * minute)
			require.Zero(t, clock.Left())
			require.Equal(t, 45*minute, clock.Elapsed())
		})
	}
}

func resumed(t *testing.T, m *machine, s *Session) *Clock {
	t.Helper()
	again, err := Open(s.Dir)
	require.NoError(t, err)
	return NewClock(again, m.source())
}

func TestSaveGivesNoTimeBack(t *testing.T) {
	s, _ := laidOut(t)
	require.NoError(t, s.Save(10*time.Minute))
	require.NoError(t, s.Save(20*time.Minute))
	require.Equal(t, 10*time.Minute, reread(t, s).Left)
	require.NoError(t, s.Save(-time.Hour))
	require.Zero(t, reread(t, s).Left)
}

// TestTheMachinesClock only asks what holds on any machine.
func TestTheMachinesClock(t *testing.T) {
	for name, steady := range map[string]func() time.Duration{"this system's": machineClock(), "the runtime's": sinceNow()} {
		before := steady()
		for steady() == before {
			// The clock goes on, or this test meets its time-out.
		}
		require.Greater(t, steady(), before, name)
	}
	s, _ := laidOut(t)
	require.Zero(t, NewClock(s, Source{Wall: func() time.Time { return start.Add(time.Hour) }}).Left())
	fresh, err := LayOut(Layout{Top: t.TempDir(), Exercises: made(t), Length: time.Hour, Now: time.Now()})
	require.NoError(t, err)
	left := NewClock(fresh, Source{}).Left()
	require.Positive(t, left)
	require.LessOrEqual(t, left, time.Hour)
}
