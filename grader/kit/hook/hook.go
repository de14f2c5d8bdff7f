//go:build go1.21

package hook

import (
	"runtime"
	"syscall"
)

// Variable is the environment variable that names the schedule:
// "<profile>:<seed in decimal>". Empty or "none" leaves the hooks off.
const Variable = "RACEKATA_SCHEDULE"

// budget bounds what all pauses of a process add up to, in nanoseconds.
const budget = 2_000_000_000

// counted is how many sites have counters of their own; sites beyond share
// them. A power of two.
const counted = 1 << 16

// The state of a process. It is plain memory on purpose, see the package
// comment. The schedule is written once, before main and the tests begin.
var (
	on     bool // the one branch: there is a schedule and nobody asked for quiet
	chosen Profile
	seed   uint64

	slept  int64              // nanoseconds of all pauses so far
	held   bool               // a goroutine is being held back by the starve profile
	passed [counted][2]uint32 // passages of each site: 0 before, 1 after
)

func init() {
	value, _ := syscall.Getenv(Variable)
	if !start(value) {
		// Neither fmt nor os may be linked in from here.
		print("racekata: ", Variable, "=", value, ": want <profile>:<seed>; hooks stay off\n")
	}
}

// start puts the schedule that value names in force. It returns false, and
// leaves the hooks off, if value names none.
//
//go:norace
func start(value string) bool {
	on, chosen, seed = false, Profile{}, 0
	if value == "" || value == "none" {
		return true
	}
	p, s, ok := parse(value)
	if !ok {
		return false
	}
	chosen, seed, on = p, s, p.decide != nil
	return true
}

// parse splits "<profile>:<seed>".
func parse(value string) (p Profile, seed uint64, ok bool) {
	colon := 0
	for colon < len(value) && value[colon] != ':' {
		colon++
	}
	if colon+1 >= len(value) {
		return p, 0, false
	}
	for _, digit := range []byte(value[colon+1:]) {
		if digit < '0' || digit > '9' || seed > (1<<64-1-uint64(digit-'0'))/10 {
			return p, 0, false
		}
		seed = seed*10 + uint64(digit-'0')
	}
	for _, p := range Profiles() {
		if p.Name == value[:colon] {
			return p, seed, true
		}
	}
	return p, 0, false
}

// Active is the name of the profile in force, "none" if there is none. [Quiet]
// does not change it.
//
//go:norace
func Active() string {
	if chosen.decide == nil {
		return "none"
	}
	return chosen.Name
}

// Quiet silences the hooks (true) or lets them act again (false). The test kit
// silences them between test bodies, so that its own checks run undisturbed.
// Without a schedule it does nothing. It orders no memory: a goroutine may see
// the change a few passages late.
//
//go:norace
func Quiet(quiet bool) {
	on = !quiet && chosen.decide != nil
}

// S runs before a plain statement.
//
//go:norace
func S(site uint32) {
	if on {
		pass(Statement, site)
	}
}

// B runs before a synchronization operation. It returns the site, so that it
// can be the first argument of [V].
//
//go:norace
func B(site uint32) uint32 {
	if on {
		pass(Before, site)
	}
	return site
}

// A runs after a synchronization operation.
//
//go:norace
func A(site uint32) {
	if on {
		pass(After, site)
	}
}

// V returns v and runs after the synchronization operation that v is the
// result of. As arguments are evaluated from left to right,
// hook.V(hook.B(8), n.Load()) surrounds the load.
//
//go:norace
func V[T any](site uint32, v T) T {
	if on {
		pass(After, site)
	}
	return v
}

// pass is one passage of a site: count it, decide, act.
//
//go:norace
func pass(m Moment, site uint32) {
	act(next(m, site))
}

// next counts the passage and decides what it does.
//
//go:norace
func next(m Moment, site uint32) action {
	side := 0
	if m == After {
		side = 1
	}
	count := passed[site%counted][side]
	passed[site%counted][side] = count + 1
	return decide(chosen, seed, m, site, count)
}

// act yields or pauses.
//
//go:norace
func act(a action) {
	for i := 0; i < a.yields; i++ {
		runtime.Gosched()
	}
	if a.pause == 0 || slept+a.pause > budget || a.alone && held {
		return
	}
	slept += a.pause
	if a.alone {
		held = true
	}
	// With one P, the runtime gives it away from a goroutine in a system call
	// only when its monitor next looks, which may take 10 ms on a quiet
	// machine. Letting the others run first makes a short pause count too.
	runtime.Gosched()
	sleep(a.pause)
	if a.alone {
		held = false
	}
}
