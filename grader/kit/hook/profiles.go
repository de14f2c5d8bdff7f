//go:build go1.21

package hook

// A Moment says where a hook stands.
type Moment uint32

// Where a hook stands.
const (
	Statement Moment = iota // before a plain statement
	Before                  // before a synchronization operation
	After                   // after it
)

// A Profile is one way to disturb a program.
type Profile struct {
	// Name is how [Variable] and a plan name it.
	Name string
	// About is one line for people.
	About string

	// decide is a pure function of the seed, the site and the roll; nil does
	// nothing.
	decide func(seed uint64, m Moment, site uint32, roll roll) action
}

// Profiles are all there are, the one that does nothing first.
func Profiles() []Profile {
	return []Profile{
		{Name: "none", About: "the program as it is"},
		{Name: "light", About: "yields now and then", decide: light},
		{Name: "heavy", About: "yields at every other passage, up to four times in a row", decide: heavy},
		{Name: "pauses", About: "pauses up to a millisecond around synchronization operations", decide: pauses},
		{Name: "sites", About: "pauses of several milliseconds at a few places", decide: sites},
		{Name: "starve", About: "holds one goroutine back for 10 to 30 milliseconds while the others run, then another", decide: starve},
	}
}

const (
	microsecond = 1_000
	millisecond = 1_000_000
)

// light yields at one in sixteen statements and one in eight operations.
//
//go:norace
func light(_ uint64, m Moment, _ uint32, r roll) action {
	if m == Statement {
		return action{yields: r.chance(1, 16)}
	}
	return action{yields: r.chance(1, 8)}
}

// heavy yields at half of everything. Several yields in a row, because a
// single one often comes straight back when there are more Ps than goroutines.
//
//go:norace
func heavy(_ uint64, _ Moment, _ uint32, r roll) action {
	return action{yields: r.chance(1, 2) * r.upTo(4)}
}

// pauses is the winner of a measurement over 103 bugs cut from real projects:
// around operations, a quarter of the passages sleeps up to a millisecond and
// a quarter yields.
//
//go:norace
func pauses(_ uint64, m Moment, _ uint32, r roll) action {
	if m == Statement {
		return action{yields: r.chance(1, 8)}
	}
	if r.chance(1, 4) == 1 {
		return action{pause: int64(r.upTo(1000)) * microsecond}
	}
	return action{yields: r.chance(1, 3)}
}

// sites picks a few places, operations rather than statements, and pauses
// there for long at every other passage: what comes after such a place comes
// late everywhere else too.
//
//go:norace
func sites(seed uint64, m Moment, site uint32, r roll) action {
	one := uint64(16)
	if m != Statement {
		one = 3
	}
	if hash(seed, uint64(site), uint64(m))%one != 0 {
		return action{}
	}
	return action{pause: int64(r.chance(1, 2)) * int64(2000+r.upTo(6000)) * microsecond}
}

// starve holds a single passage for long: for each moment at each site the
// seed draws whether and at which of its passages that may happen, the first
// ones rather than the late ones. While one goroutine is held, no other is.
//
//go:norace
func starve(seed uint64, m Moment, site uint32, r roll) action {
	one := uint64(16)
	if m != Statement {
		one = 3
	}
	h := hash(seed, uint64(site), uint64(m))
	// Doubling ranges of passages, one drawn in each: 0, 1, 2-3, 4-7, ...
	first, size := uint32(0), uint32(1)
	for r.count >= first+size {
		first, size = first+size, first+size
	}
	if (h>>8+uint64(first))%one != 0 || uint64(r.count-first) != h%uint64(size) {
		return action{}
	}
	return action{pause: int64(10+r.upTo(20)) * millisecond, alone: true}
}
