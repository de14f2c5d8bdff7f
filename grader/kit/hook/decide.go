//go:build go1.21

package hook

// An action is what one passage does: yield some times, then pause.
type action struct {
	yields int
	pause  int64 // nanoseconds
	alone  bool  // only if no other such pause is under way
}

// A roll is the dice of one passage: the same for the same seed, site and
// count.
type roll struct {
	bits  uint64
	count uint32
}

// chance is 1 in num of den cases, else 0.
//
//go:norace
func (r roll) chance(num, den uint64) int {
	if hash(r.bits, 1, den)%den < num {
		return 1
	}
	return 0
}

// upTo is between 1 and n.
//
//go:norace
func (r roll) upTo(n uint64) int {
	return 1 + int(hash(r.bits, 2, n)%n)
}

// From these passages of a site on, its actions become rarer: the n-th is left
// to act with a chance of the limit divided by n. A loop of 100,000 rounds
// then pauses about a hundred times, not 25,000 times. In the end a site is
// left alone, so that a loop which only computes loses little time.
const (
	pausesFade = 32
	yieldsFade = 1024
	leftAlone  = 1 << 20
)

// decide says what the count-th passage of a site does, count from 0. It is a
// pure function.
//
//go:norace
func decide(p Profile, seed uint64, m Moment, site, count uint32) action {
	if count >= leftAlone {
		return action{}
	}
	bits := hash(seed, uint64(site), uint64(count)<<2|uint64(m))
	a := p.decide(seed, m, site, roll{bits: bits, count: count})
	late := hash(bits, 3, 0) % (uint64(count) + 1)
	if late >= pausesFade && !a.alone {
		a.pause = 0
	}
	if late >= yieldsFade {
		a.yields = 0
	}
	return a
}

// hash mixes three words into one (the finalizer of splitmix64, thrice).
//
//go:norace
func hash(a, b, c uint64) uint64 {
	return mix(mix(mix(a)+b) + c)
}

//go:norace
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
