//go:build go1.21

package hook

import (
	"runtime"
	"syscall"
)

// Variable is the environment variable that names the schedule:
// "<profile>:<seed in decimal>", and if need be ":<milliseconds>ms" for what
// all pauses of the process may add up to, and behind it "/<n>" for pauses of
// an n-th of their length, where they would meet the program's time-outs. Empty
// or "none" leaves the hooks off.
const Variable = "RACEKATA_SCHEDULE"

// usual bounds what all pauses of a process add up to, in nanoseconds, unless
// the schedule says otherwise: a learner waits for the run.
const usual = 400 * millisecond

// counted is how many sites have counters of their own; sites beyond share
// them. A power of two.
const counted = 1 << 16

// The state of a process. It is plain memory on purpose, see the package
// comment. The schedule is written once, before main and the tests begin.
var (
	on     bool // the one branch: there is a schedule and nobody asked for quiet
	chosen Profile
	seed   uint64
	budget int64 // nanoseconds that all pauses may add up to
	shrink int64 // what the length of a pause is divided by

	slept  int64              // nanoseconds of all pauses so far
	held   bool               // a goroutine is being held back by the starve profile
	passed [counted][2]uint32 // passages of each site: 0 before, 1 after
)

func init() {
	value, _ := syscall.Getenv(Variable)
	if !start(value) {
		// Neither fmt nor os may be linked in from here.
		print("racekata: ", Variable, "=", value, ": want <profile>:<seed>[:<n>ms[/<n>]]; hooks stay off\n")
	}
}

// start puts the schedule that value names in force. It returns false, and
// leaves the hooks off, if value names none.
//
//go:norace
func start(value string) bool {
	on, chosen, seed, budget, shrink = false, Profile{}, 0, usual, 1
	if value == "" || value == "none" {
		return true
	}
	name, rest := cut(value, ':')
	number, rest := cut(rest, ':')
	s, ok := decimal(number)
	if !ok {
		return false
	}
	b, d, ok := parsePauses(rest)
	if !ok {
		return false
	}
	for _, p := range Profiles() {
		if p.Name == name {
			chosen, seed, budget, shrink, on = p, s, b, d, p.decide != nil
			return true
		}
	}
	return false
}

// parsePauses reads "", "<n>ms" or "<n>ms/<n>".
func parsePauses(text string) (budget, shrink int64, ok bool) {
	if text == "" {
		return usual, 1, true
	}
	text, divisor := cut(text, '/')
	n := len(text) - len("ms")
	if n <= 0 || text[n:] != "ms" {
		return 0, 0, false
	}
	ms, ok := decimal(text[:n])
	if !ok || ms > 3_600_000 {
		return 0, 0, false
	}
	if divisor == "" {
		return int64(ms) * millisecond, 1, true
	}
	d, ok := decimal(divisor)
	if !ok || d == 0 || d > 1_000_000 {
		return 0, 0, false
	}
	return int64(ms) * millisecond, int64(d), true
}

// cut splits s at its first separator. The package strings is not for here: it
// may order memory one day.
//
//go:norace
func cut(s string, separator byte) (before, after string) {
	for i := 0; i < len(s); i++ {
		if s[i] == separator {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// decimal reads digits.
//
//go:norace
func decimal(s string) (n uint64, ok bool) {
	for _, digit := range []byte(s) {
		if digit < '0' || digit > '9' || n > (1<<64-1-uint64(digit-'0'))/10 {
			return 0, false
		}
		n = n*10 + uint64(digit-'0')
	}
	return n, s != ""
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
	pause := a.pause / shrink
	if pause == 0 || slept+pause > budget || a.alone && held {
		return
	}
	slept += pause
	if a.alone {
		held = true
	}
	// With one P, the runtime gives it away from a goroutine in a system call
	// only when its monitor next looks, which may take 10 ms on a quiet
	// machine. Letting the others run first makes a short pause count too.
	// Twice, as once in 61 times the scheduler takes the one that yielded.
	runtime.Gosched()
	runtime.Gosched()
	sleep(pause)
	if a.alone {
		held = false
	}
}
