package hunt

import (
	"racekata/grader/internal/plan"
	"racekata/grader/internal/schedule"
)

// trial is a run to be made.
type trial struct {
	plan.Run
	// gentle shortens all pauses, so that they meet no time-out.
	gentle bool
}

// swarm is the runs of one test, in order, without end.
type swarm struct {
	cpus    []int
	seed    uint64
	profile string     // "": all of them
	replay  *plan.Run  // this one again and again
	again   []plan.Run // to be made once more, gently, between the others
	made    int
	drawn   plan.Plan
	drawing uint64
}

// chunk is how many runs are drawn at once.
const chunk = 600

func (s *swarm) next() trial {
	s.made++
	var r plan.Run
	switch {
	case len(s.again) > 0 && s.made%2 == 0:
		r, s.again = s.again[0], s.again[1:]
		r.Number = s.made
		return trial{Run: r, gentle: true}
	case s.replay != nil:
		r = *s.replay
	case s.profile == "" && s.made <= len(s.cpus):
		r = plan.Run{CPU: s.cpus[s.made-1]}
	default:
		for len(s.drawn) == 0 {
			// Draw makes a run's seed of ours and the run's place. Seeds of two
			// hunts, and of two chunks of one, must lie far enough apart.
			from := s.seed*0x9e3779b97f4a7c15 + s.drawing*chunk
			s.drawn = schedule.Draw(from, chunk, s.cpus)
			s.drawing++
			if s.profile != "" {
				for i := range s.drawn {
					s.drawn[i].Profile, s.drawn[i].Seed = s.profile, from+uint64(i)
				}
			}
		}
		r, s.drawn = s.drawn[0], s.drawn[1:]
	}
	r.Number = s.made
	return trial{Run: r}
}

// pauses tells whether a profile lets time pass, rather than yield only.
func pauses(profile string) bool {
	switch profile {
	case "", "none", "light", "heavy":
		return false
	}
	return true
}
