package schedule

import (
	"fmt"

	"racekata/grader/internal/plan"
	"racekata/grader/kit/hook"
)

// Environment is the entry of a process's environment that puts a run's
// schedule in force: "RACEKATA_SCHEDULE=pauses:42".
func Environment(run plan.Run) string {
	if run.Profile == "" || run.Profile == "none" {
		return hook.Variable + "=none"
	}
	return fmt.Sprintf("%s=%s:%d", hook.Variable, run.Profile, run.Seed)
}

// Draw is a swarm of n runs: no profile wins everywhere and no number of
// processors does, so each run draws both, and a seed of its own. The same
// seed draws the same runs, and a longer swarm begins with the shorter one.
//
// Profiles and -cpu values are dealt from shuffled decks: six runs in a row
// from the start have each profile once, "none" among them, as unperturbed
// runs find what perturbed ones hide.
func Draw(seed uint64, n int, cpus []int) plan.Plan {
	profiles := deck{seed: mix(seed + 1), size: len(hook.Profiles())}
	processors := deck{seed: mix(seed + 2), size: len(cpus)}
	var p plan.Plan
	for i := range n {
		run := plan.Run{
			Number:  i + 1,
			CPU:     cpus[processors.deal()],
			Profile: hook.Profiles()[profiles.deal()].Name,
		}
		if run.Profile != "none" {
			run.Seed = mix(seed + 3 + uint64(i))
		}
		p = append(p, run)
	}
	return p
}

// deck deals the numbers below size in a drawn order, each once, then again in
// another order.
type deck struct {
	seed  uint64
	size  int
	cards []int
}

func (d *deck) deal() int {
	if len(d.cards) == 0 {
		for i := range d.size {
			d.cards = append(d.cards, i)
		}
		for i := d.size - 1; i > 0; i-- {
			d.seed = mix(d.seed)
			j := int(d.seed % uint64(i+1))
			d.cards[i], d.cards[j] = d.cards[j], d.cards[i]
		}
	}
	card := d.cards[0]
	d.cards = d.cards[1:]
	return card
}

// mix is the step of splitmix64. It is our own, so that a plan recorded with
// one Go version draws the same runs with the next.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
