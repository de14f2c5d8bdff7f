package hunt

import "regexp"

// clock finds code whose outcome may depend on the time that passes: time-outs,
// sleeps in the place of a wait, measured durations.
var clock = regexp.MustCompile(`\btime\.(After|AfterFunc|NewTimer|NewTicker|Tick|Sleep|Since|Until|Now)\b|\bcontext\.With(Timeout|Deadline)|\.Set(Read|Write)?Deadline\(|\bEventually\b|\bNever\(`)

// timed tells whether the package or its tests have to do with time.
func (s *sources) timed() bool {
	for _, src := range s.files {
		if clock.Match(src) {
			return true
		}
	}
	return false
}
