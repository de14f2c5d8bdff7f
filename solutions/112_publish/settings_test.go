package settings_test

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	settings "racekata/solutions/112_publish"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func(check func(old, next settings.Settings) error) *settings.Store = settings.New
	_ interface {
		Publish(next settings.Settings) (int64, error)
		Current() (settings.Settings, int64)
		Close()
	} = (*settings.Store)(nil)
	_ = settings.Settings{Endpoint: "", Key: "", Limits: map[string]int64{}}
)

const unknown = -1

// contracts has settings 1 to n, and zero settings as number 0. Their number
// can be read from each of their parts.
func contracts(n int) []settings.Settings {
	all := make([]settings.Settings, n+1)
	for i := 1; i <= n; i++ {
		all[i] = settings.Settings{
			Endpoint: fmt.Sprintf("https://pay%d.example", i),
			Key:      fmt.Sprintf("key %d", i),
			Limits:   map[string]int64{"EUR": int64(i), "CHF": int64(i)},
		}
	}
	return all
}

// number tells which of all s is; unknown when its parts do not belong
// together.
func number(all []settings.Settings, s settings.Settings) int {
	i := s.Limits["EUR"]
	if i < 0 || i >= int64(len(all)) {
		return unknown
	}
	want := all[i]
	if s.Endpoint != want.Endpoint || s.Key != want.Key || len(s.Limits) != len(want.Limits) || s.Limits["CHF"] != i {
		return unknown
	}
	return int(i)
}

// describe is s in a sentence.
func describe(s settings.Settings) string {
	return fmt.Sprintf("endpoint %q, %q and limits %v", s.Endpoint, s.Key, s.Limits)
}

// accept is a check that lets others run.
func accept(_, _ settings.Settings) error {
	runtime.Gosched()
	return nil
}

// mustPublish publishes what check accepts.
func mustPublish(k *kit.T, s *settings.Store, next settings.Settings) int64 {
	version, err := s.Publish(next)
	if err != nil {
		k.Errorf("check accepted the settings, and Publish returned the error %q", err)
	}
	return version
}

func TestReadersSeeWholeSettings(t *testing.T) {
	k := kit.Begin(t)
	const n, readers, reads = 80, 3, 400
	all := contracts(n)
	s := settings.New(accept)
	var over atomic.Bool // readers go on for as long as something is published
	k.Together(1+readers, func(i int) {
		if i == 0 {
			defer over.Store(true)
			for v := 1; v <= n; v++ {
				if got := mustPublish(k, s, all[v]); got != int64(v) {
					k.Errorf("publication %d returned version %d", v, got)
					return
				}
			}
			return
		}
		for range reads {
			got, version := s.Current()
			switch is := number(all, got); {
			case is == unknown:
				k.Errorf("Current returned %s: they were never published together", describe(got))
				return
			case is != int(version):
				k.Errorf("Current returned version %d with the settings of version %d", version, is)
				return
			}
			if over.Load() {
				return
			}
			runtime.Gosched()
		}
	})
	s.Close()
}

// latest is the latest version that anybody was given.
type latest struct{ version atomic.Int64 }

func (l *latest) note(version int64) {
	for {
		v := l.version.Load()
		if v >= version || l.version.CompareAndSwap(v, version) {
			return
		}
	}
}

// look calls Current, which may not be older than what was given before.
func (l *latest) look(k *kit.T, s *settings.Store) (ok bool) {
	before := l.version.Load()
	_, version := s.Current()
	if version < before {
		k.Errorf("Current returned version %d when version %d had been returned before", version, before)
		return false
	}
	l.note(version)
	return true
}

func TestCurrentNeverGoesBack(t *testing.T) {
	k := kit.Begin(t)
	const n, readers, reads = 60, 3, 100
	all := contracts(n)
	s := settings.New(accept)
	var given latest
	k.Together(1+readers, func(i int) {
		if i == 0 {
			for v := 1; v <= n; v++ {
				published := mustPublish(k, s, all[v])
				given.note(published)
				if got, version := s.Current(); version != published || number(all, got) != v {
					k.Errorf("Publish returned version %d, and the next Current version %d with %s", published, version, describe(got))
					return
				}
			}
			return
		}
		for range reads {
			if !given.look(k, s) {
				return
			}
			runtime.Gosched()
		}
	})
	s.Close()
}

func TestNothingIsCurrentBeforeTheFirst(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(1)
	s := settings.New(func(old, _ settings.Settings) error {
		if number(all, old) != 0 {
			k.Errorf("the first settings were checked against %s; there were none before", describe(old))
		}
		return nil
	})
	if got, version := s.Current(); version != 0 || number(all, got) != 0 {
		k.Errorf("before the first Publish Current returned version %d with %s", version, describe(got))
	}
	mustPublish(k, s, all[1])
	if got, version := s.Current(); version != 1 || number(all, got) != 1 {
		k.Errorf("after the first Publish Current returned version %d with %s", version, describe(got))
	}
	s.Close()
}

func TestEachStoreHasSettingsOfItsOwn(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(3)
	here, there := settings.New(accept), settings.New(accept)
	mustPublish(k, here, all[1])
	if got, version := there.Current(); version != 0 || number(all, got) != 0 {
		k.Errorf("settings were published at one store, and at another one Current returned version %d with %s", version, describe(got))
	}
	mustPublish(k, here, all[2])
	if version := mustPublish(k, there, all[3]); version != 1 {
		k.Errorf("two publications at one store, then the first one at another, and Publish returned version %d", version)
	}
	if got, version := here.Current(); version != 2 || number(all, got) != 2 {
		k.Errorf("version 2 was published, then something at another store; Current returned version %d with %s", version, describe(got))
	}
	here.Close()
	there.Close()
}

func TestWhatCurrentReturnedStays(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(6)
	hold := k.Hold()
	s := settings.New(accept)
	mustPublish(k, s, all[1])
	done := k.Go(3, func(int) {
		got, _ := s.Current()
		hold.Wait()
		if number(all, got) != 1 {
			k.Errorf("a reader was given settings 1; some publications later it has %s", describe(got))
		}
	})
	k.Settle()
	for i := 2; i <= 6; i++ {
		mustPublish(k, s, all[i])
	}
	hold.Release()
	done()
	s.Close()
}

func TestCurrentWaitsForNoCheck(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(2)
	for slow := 1; slow <= 2; slow++ { // nothing is current, then something is
		hold := k.Hold()
		s := settings.New(func(_, next settings.Settings) error {
			if number(all, next) == slow {
				hold.Wait()
			}
			return nil
		})
		if slow == 2 {
			mustPublish(k, s, all[1])
		}
		publisher := k.Go(1, func(int) { mustPublish(k, s, all[slow]) })
		k.Settle()

		const n = 4
		var returned atomic.Int64
		readers := k.Go(n, func(int) {
			got, version := s.Current()
			returned.Add(1)
			if version != int64(slow-1) || number(all, got) != slow-1 {
				k.Errorf("while settings %d were being checked Current returned version %d with %s", slow, version, describe(got))
			}
		})
		k.Settle()
		if got := returned.Load(); got != n {
			k.Errorf("%d of %d readers got their settings while a check was running; the others waited for it", got, n)
		}
		hold.Release()
		publisher()
		readers()
		if got, version := s.Current(); version != int64(slow) || number(all, got) != slow {
			k.Errorf("after the check Current returned version %d with %s", version, describe(got))
		}
		s.Close()
	}
}

// What the second publisher gets is judged below: here it only waits for the
// first one's check, or is in a check of its own.
func TestCurrentWaitsForNoPublisherInLine(t *testing.T) {
	k := kit.Begin(t)
	const publishers, readers = 2, 4
	all := contracts(publishers)
	var holds [publishers]*kit.Hold
	for i := range holds {
		holds[i] = k.Hold()
	}
	s := settings.New(func(_, next settings.Settings) error {
		holds[number(all, next)-1].Wait()
		return nil
	})
	var (
		waits     [publishers]func()
		published atomic.Int64
	)
	for i := range waits {
		waits[i] = k.Go(1, func(int) {
			mustPublish(k, s, all[i+1])
			published.Add(1)
		})
		k.Settle()
	}
	var returned atomic.Int64
	read := k.Go(readers, func(int) {
		s.Current()
		returned.Add(1)
	})
	k.Settle()
	if got := returned.Load(); got == readers {
		read()
	} else {
		k.Errorf("a check was running and another publisher was in line; %d of %d readers got their settings, and the others waited", got, readers)
	}
	// If both are in a check, these looks put what they have read before what is
	// written now, and the race detector is content: it would find that race now
	// and then.
	for _, hold := range holds {
		hold.Inside()
	}
	// All of them first: who has published may have to see to the next one, too.
	// Who is through by then comes before the next one, for the same reason as above.
	for _, hold := range holds {
		hold.Release()
		k.Settle()
		published.Load()
	}
	for _, wait := range waits {
		wait()
	}
	read()
	s.Close()
}

func TestCheckMayCallCurrent(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(3)
	var s *settings.Store
	s = settings.New(func(old, next settings.Settings) error {
		got, version := s.Current()
		was := number(all, next) - 1
		if number(all, got) != was || version != int64(was) || number(all, old) != was {
			k.Errorf("inside the check of settings %d, which was told %s as old, Current returned version %d with %s",
				was+1, describe(old), version, describe(got))
		}
		return nil
	})
	for i := 1; i <= 3; i++ {
		mustPublish(k, s, all[i])
	}
	s.Close()
}

// A told is what one call of check was given, by numbers.
type told struct{ old, next int }

// A clerk writes down what check was told.
type clerk struct {
	mu  sync.Mutex
	log []told
}

func (c *clerk) note(old, next int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log = append(c.log, told{old, next})
}

// audit compares the calls of check with the versions that the publications
// returned: settings i got versions[i], for i from 1.
func (c *clerk) audit(k *kit.T, versions []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(versions) - 1
	by := make([]int, n+1) // settings by version; version 0 are settings 0
	for i := 1; i <= n; i++ {
		v := versions[i]
		switch {
		case v < 1 || v > int64(n):
			k.Errorf("%d publications, and one of them returned version %d", n, v)
			return
		case by[v] != 0:
			k.Errorf("two publications returned version %d", v)
			return
		}
		by[v] = i
	}
	if len(c.log) != n {
		k.Errorf("check was called %d times for %d publications", len(c.log), n)
		return
	}
	for _, t := range c.log {
		if t.next < 1 {
			k.Errorf("check was told next settings that nobody published")
			return
		}
		v := versions[t.next]
		if want := by[v-1]; t.old != want {
			k.Errorf("the settings of version %d were checked against those of publication %d, but replaced those of publication %d (0: none)", v, t.old, want)
			return
		}
	}
}

func TestPublicationsComeOneAfterTheOther(t *testing.T) {
	k := kit.Begin(t)
	const n = 4
	all := contracts(n)
	hold := k.Hold()
	var c clerk
	s := settings.New(func(old, next settings.Settings) error {
		c.note(number(all, old), number(all, next))
		hold.Wait()
		return nil
	})
	versions := make([]int64, n+1)
	var waits []func()
	for i := 1; i <= n; i++ {
		waits = append(waits, k.Go(1, func(int) { versions[i] = mustPublish(k, s, all[i]) }))
		k.Settle()
	}
	if inside := hold.Inside(); inside != 1 {
		k.Errorf("%d people published, and %d checks were running at once", n, inside)
	}
	hold.Release()
	for _, wait := range waits {
		wait()
	}
	c.audit(k, versions)
	s.Close()
}

func TestARefusalLetsTheNextOneOn(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(4)
	refused := errors.New("the provider is closed at this hour")
	hold := k.Hold()
	var c clerk
	s := settings.New(func(old, next settings.Settings) error {
		c.note(number(all, old), number(all, next))
		if number(all, next) == 2 {
			hold.Wait()
			return refused
		}
		return nil
	})
	mustPublish(k, s, all[1])
	first := k.Go(1, func(int) {
		if _, err := s.Publish(all[2]); !errors.Is(err, refused) {
			k.Errorf("check returned the error %q, and Publish returned %v", refused, err)
		}
	})
	k.Settle()
	var published atomic.Int64
	var waits []func()
	for _, next := range all[3:] {
		waits = append(waits, k.Go(1, func(int) {
			mustPublish(k, s, next)
			published.Add(1)
		}))
		k.Settle()
	}
	hold.Release()
	first()
	k.Settle()
	if n := published.Load(); n != 2 {
		k.Errorf("two publishers waited for a check to end; it refused, and %d of them came through", n)
	}
	for _, wait := range waits {
		wait()
	}
	s.Close()

	c.mu.Lock()
	defer c.mu.Unlock()
	// The two may have come in either order.
	if got := fmt.Sprint(c.log); got != "[{0 1} {1 2} {1 3} {3 4}]" && got != "[{0 1} {1 2} {1 4} {4 3}]" {
		k.Errorf("settings 1 were published, 2 refused while others waited, then 3 and 4 published; check was told {old next} %v", c.log)
	}
}

// Once somebody has waited for a sync.Mutex for a millisecond and finds it taken
// again, it goes from hand to hand: who unlocks it steps aside for the next one.
// So each publisher in the line has left the lock, and has done nothing else yet,
// while the next one publishes. Whatever belongs under the lock and is done after
// it comes late.
func TestPublishersWhoWaitedForLong(t *testing.T) {
	k := kit.Begin(t)
	const rounds, line = 2, 10
	const n = 2 + line
	all := contracts(n)
	for range rounds {
		var (
			holds    = []*kit.Hold{k.Hold(), k.Hold()}
			c        clerk
			versions = make([]int64, n+1)
			waits    []func()
		)
		s := settings.New(func(old, next settings.Settings) error {
			is := number(all, next)
			c.note(number(all, old), is)
			if is >= 1 && is <= len(holds) {
				holds[is-1].Wait()
			}
			return nil
		})
		waits = append(waits, k.Go(1, func(int) {
			for i := 1; i <= len(holds); i++ { // the second time before anybody in line
				versions[i] = mustPublish(k, s, all[i])
			}
		}))
		k.Settle()
		for i := len(holds) + 1; i <= n; i++ {
			waits = append(waits, k.Go(1, func(int) { versions[i] = mustPublish(k, s, all[i]) }))
			k.Settle()
		}
		for _, hold := range holds {
			hold.Release()
			k.Settle()
		}
		for _, wait := range waits {
			wait()
		}
		if _, version := s.Current(); version != n {
			k.Errorf("after %d publications the current version is %d", n, version)
		}
		s.Close()
		c.audit(k, versions)
		if k.Failed() {
			return
		}
	}
}

func TestEveryPublicationHasItsVersion(t *testing.T) {
	k := kit.Begin(t)
	const rounds, publishers, each = 25, 4, 2
	const n = publishers * each
	all := contracts(n)
	// Many short rounds: publishers meet most when they begin.
	for range rounds {
		var (
			c     clerk
			given latest
		)
		s := settings.New(func(old, next settings.Settings) error {
			c.note(number(all, old), number(all, next))
			return nil
		})
		versions := make([]int64, n+1)
		k.Together(publishers, func(i int) {
			for j := range each {
				at := 1 + i*each + j
				versions[at] = mustPublish(k, s, all[at])
				given.note(versions[at])
				if !given.look(k, s) {
					return
				}
			}
		})
		if _, version := s.Current(); version != n {
			k.Errorf("after %d publications the current version is %d", n, version)
		}
		s.Close()
		c.audit(k, versions)
		if k.Failed() {
			return
		}
	}
}

func TestEveryPublicationCounts(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(2)
	var (
		refused = errors.New("the provider is closed at this hour")
		refuse  error
		c       clerk
	)
	s := settings.New(func(old, next settings.Settings) error {
		c.note(number(all, old), number(all, next))
		return refuse
	})
	// Settings that were refused, settings that are current, settings that were,
	// and settings with nothing in them.
	version := int64(0)
	for _, step := range []struct {
		next   int
		refuse error
	}{{1, nil}, {2, refused}, {2, nil}, {2, nil}, {1, nil}, {0, nil}, {0, nil}} {
		refuse = step.refuse
		got, err := s.Publish(all[step.next])
		switch {
		case refuse != nil && (got != 0 || !errors.Is(err, refused)):
			k.Fatalf("check refused the settings, and Publish returned version %d and the error %v", got, err)
		case refuse != nil:
			continue
		case err != nil:
			k.Fatalf("check accepted the settings, and Publish returned the error %q", err)
		}
		version++
		if got != version {
			k.Fatalf("%s were published after version %d, and Publish returned version %d", describe(all[step.next]), version-1, got)
		}
		if is, current := s.Current(); current != version || number(all, is) != step.next {
			k.Fatalf("version %d was published with %s; Current returned version %d with %s", version, describe(all[step.next]), current, describe(is))
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	want := []told{{0, 1}, {1, 2}, {1, 2}, {2, 2}, {2, 1}, {1, 0}, {0, 0}}
	if fmt.Sprint(c.log) != fmt.Sprint(want) {
		k.Errorf("the same settings were published more than once, and check was told {old next} %v; expected %v", c.log, want)
	}
	s.Close()
}

func TestRefusedSettingsAreNeverSeen(t *testing.T) {
	k := kit.Begin(t)
	all := contracts(4)
	refused := &refusal{reason: "the provider does not know this key"}
	hold := k.Hold()
	var c clerk
	s := settings.New(func(old, next settings.Settings) error {
		n := number(all, next)
		c.note(number(all, old), n)
		switch n {
		case 1:
			return refused
		case 3:
			hold.Wait()
			return refused
		}
		return nil
	})
	refuse := func(n int) {
		version, err := s.Publish(all[n])
		switch {
		case err == nil:
			k.Errorf("check refused the settings, and Publish returned no error")
		case !errors.Is(err, refused):
			k.Errorf("check returned the error %q, and errors.Is does not find it in what Publish returned: %q", refused, err)
		case errors.Is(err, errors.ErrUnsupported):
			k.Errorf("errors.Is finds errors.ErrUnsupported, which nobody returned, in what Publish returned: %q", err)
		}
		if version != 0 {
			k.Errorf("check refused the settings, and Publish returned version %d", version)
		}
	}
	look := func(when string, want int, wantVersion int64) {
		if got, version := s.Current(); version != wantVersion || number(all, got) != want {
			k.Errorf("%s Current returned version %d with %s", when, version, describe(got))
		}
	}

	refuse(1)
	look("when the first settings had been refused", 0, 0)
	if v := mustPublish(k, s, all[2]); v != 1 {
		k.Errorf("one publication was refused, and the next one returned version %d", v)
	}
	done := k.Go(1, func(int) { refuse(3) })
	k.Settle()
	// On a goroutine of its own: whether it waits is judged above.
	reader := k.Go(1, func(int) { look("while settings were being checked that are refused in the end", 2, 1) })
	k.Settle()
	hold.Release()
	done()
	reader()
	look("when settings had been refused", 2, 1)
	if v := mustPublish(k, s, all[4]); v != 2 {
		k.Errorf("the settings after version 1 and a refusal became version %d", v)
	}
	look("when settings had been published after a refusal", 4, 2)

	c.mu.Lock()
	defer c.mu.Unlock()
	want := []told{{0, 1}, {0, 2}, {2, 3}, {2, 4}}
	if fmt.Sprint(c.log) != fmt.Sprint(want) {
		k.Errorf("publications 1 and 3 were refused, and check was told {old next} %v; expected %v", c.log, want)
	}
	s.Close()
}

// A refusal is an error that errors.Is finds by identity only.
type refusal struct{ reason string }

func (r *refusal) Error() string { return r.reason }

// Neither the publisher nor the readers do anything else, so much of their time
// is spent between any two steps.
func TestReadersWithoutAPause(t *testing.T) {
	k := kit.Begin(t)
	const n, readers, reads = 1500, 3, 6000
	all := make([]settings.Settings, n+1)
	for i := range all {
		name := strconv.Itoa(i)
		all[i] = settings.Settings{Endpoint: name, Key: name, Limits: map[string]int64{"EUR": int64(i)}}
	}
	s := settings.New(func(_, _ settings.Settings) error { return nil })
	mustPublish(k, s, all[1])
	var over atomic.Bool
	k.Together(1+readers, func(i int) {
		if i == 0 {
			defer over.Store(true)
			for v := 2; v <= n; v++ {
				mustPublish(k, s, all[v])
			}
			return
		}
		for read := 0; read < reads && !over.Load(); read++ {
			got, version := s.Current()
			if got.Endpoint != got.Key || got.Limits["EUR"] != version || got.Key != all[version].Key {
				k.Errorf("Current returned version %d with %s: they were never published together", version, describe(got))
				return
			}
		}
	})
	s.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	all := contracts(2)
	// One goroutine alone, which publishes and does not read: what readers and
	// publishers get is judged above.
	for range 5 {
		s := settings.New(accept)
		for _, next := range all[1:] {
			if _, err := s.Publish(next); err != nil {
				break // judged above
			}
		}
		s.Close()
	}
	settings.New(accept).Close() // nothing was published
}
