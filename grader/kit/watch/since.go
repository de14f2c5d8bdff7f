//go:build go1.21

package watch

// A Crowd is who is there at one moment.
type Crowd struct{ ids map[string]bool }

// Present is everyone who is there now.
func Present() Crowd { return Crowd{ids: everyone()} }

// Since returns the stacks of the goroutines that are there now and were not
// then, but for the caller and the watch; "" when there is none.
func (c Crowd) Since() string {
	var (
		d     dumper
		me    = self()
		fresh []byte
	)
	dump, _ := d.dump()
	eachGoroutine(dump, func(g goroutine) bool {
		if g.id != me && !c.ids[g.id] && !ours(g) {
			fresh = append(append(fresh, g.text...), '\n')
		}
		return true
	})
	return string(fresh)
}
