package desk_test

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"

	"racekata/grader/kit"
	desk "racekata/solutions/105_panic_room"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *desk.Desk = desk.New
	_ interface {
		CheckIn(room int, guest string) error
		Guest(room int) string
		Update(change func(guests map[int]string) error) error
		Close()
	} = (*desk.Desk)(nil)
	_ error = desk.ErrTaken
)

var (
	errNoRoom = errors.New("no room for a family of five")
	errBroken = errors.New("the lift is broken")
)

// recovered calls f and returns what it panicked with.
func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// getIn looks whether those who come now get in; after says after what.
func getIn(k *kit.T, d *desk.Desk, after string) bool {
	var in [3]atomic.Bool
	done := k.Go(len(in), func(i int) {
		switch i {
		case 0:
			_ = d.Update(func(map[int]string) error { return nil })
		case 1:
			_ = d.CheckIn(99, "Ms Later")
		case 2:
			_ = d.Guest(99)
		}
		in[i].Store(true)
	})
	k.Settle()
	all := true
	for i, name := range []string{"Update", "CheckIn", "Guest"} {
		if !in[i].Load() {
			k.Errorf("after %s the next %s waits for ever", after, name)
			all = false
		}
	}
	if all {
		done()
	}
	return all
}

// waitersGetIn lets a change run until others wait, ends it with end, and looks
// whether they get in.
func waitersGetIn(k *kit.T, how string, end func() error) {
	const n = 3
	hold := k.Hold()
	d := desk.New()
	var in atomic.Int64
	first := k.Go(1, func(int) {
		recovered(func() {
			_ = d.Update(func(map[int]string) error {
				hold.Wait()
				return end()
			})
		})
	})
	k.Settle()
	waiting := k.Go(n, func(int) {
		_ = d.Update(func(map[int]string) error {
			in.Add(1)
			return nil
		})
	})
	k.Settle()
	hold.Release()
	k.Settle()
	if got := in.Load(); got != n {
		k.Errorf("a change %s while %d others were waiting, and %d of them got in", how, n, got)
		return
	}
	first()
	waiting()
	if getIn(k, d, "a change that "+how) {
		d.Close()
	}
}

func TestAfterARoomThatIsTaken(t *testing.T) {
	k := kit.Begin(t)
	d := desk.New()
	if err := d.CheckIn(12, "Mr First"); err != nil {
		k.Errorf("room 12 was free, and the error is %q", err)
	}
	err := d.CheckIn(12, "Mrs Second")
	switch {
	case err == nil:
		k.Errorf("room 12 was taken, and CheckIn has no error")
	case !errors.Is(err, desk.ErrTaken):
		k.Errorf("room 12 was taken, and the error is %q and not ErrTaken", err)
	case errors.Is(err, errBroken):
		k.Errorf("the error of a room that is taken says that it is any error")
	}
	if !getIn(k, d, "a room that is taken") {
		return
	}
	if got := d.Guest(12); got != "Mr First" {
		k.Errorf("room 12 was given to Mr First, a second guest was refused, and now %q lives there", got)
	}
	d.Close()
}

func TestARoomThatAChangeHasEmptiedIsFree(t *testing.T) {
	k := kit.Begin(t)
	d := desk.New()
	if err := d.CheckIn(3, "Mr First"); err != nil {
		k.Errorf("room 3 was free, and the error is %q", err)
	}
	if err := d.Update(func(guests map[int]string) error {
		guests[3], guests[4] = guests[4], guests[3]
		return nil
	}); err != nil {
		k.Errorf("a change returned no error, and Update %q", err)
	}
	if err := d.CheckIn(3, "Mrs Second"); err != nil {
		k.Errorf("a change exchanged the guests of room 3 and of room 4, in which nobody lived; then room 3 was free, and the error is %q", err)
	}
	if err := d.CheckIn(4, "Ms Third"); !errors.Is(err, desk.ErrTaken) {
		k.Errorf("a change moved Mr First to room 4, and then CheckIn for another guest said %v, and not ErrTaken", err)
	}
	for room, want := range map[int]string{3: "Mrs Second", 4: "Mr First"} {
		if got := d.Guest(room); got != want {
			k.Errorf("room %d was given to %s, and %q lives there", room, want, got)
		}
	}
	d.Close()
}

func TestAfterAChangeThatFails(t *testing.T) {
	k := kit.Begin(t)
	d := desk.New()
	calls := 0
	err := d.Update(func(map[int]string) error {
		calls++
		return errNoRoom
	})
	if calls != 1 {
		k.Errorf("a change that fails was called %d times, not once", calls)
	}
	switch {
	case err == nil:
		k.Errorf("a change returned an error, and Update returned none")
	case !errors.Is(err, errNoRoom):
		k.Errorf("a change returned the error %q, and Update %q", errNoRoom, err)
	case errors.Is(err, errBroken):
		k.Errorf("the error of a change says that it is any error")
	}
	if getIn(k, d, "a change that failed") {
		d.Close()
	}
}

func TestThoseWhoWaitForAChangeThatFails(t *testing.T) {
	k := kit.Begin(t)
	waitersGetIn(k, "failed", func() error { return errNoRoom })
}

func TestThoseWhoComeWhenAChangeFails(t *testing.T) {
	k := kit.Begin(t)
	const changes = 300
	d := desk.New()
	for range changes {
		inside, coming := make(chan struct{}), make(chan struct{})
		k.Together(4, func(i int) {
			switch i {
			case 0: // fails when the next one is coming
				_ = d.Update(func(map[int]string) error {
					close(inside)
					<-coming
					return errNoRoom
				})
			case 1:
				<-inside
				close(coming)
				_ = d.Update(func(map[int]string) error { return nil })
			case 2:
				<-inside
				_ = d.CheckIn(99, "Ms Later")
			case 3:
				<-inside
				_ = d.Guest(99)
			}
		})
	}
	d.Close()
}

func TestThoseWhoWaitBehindOneWhoIsRefused(t *testing.T) {
	k := kit.Begin(t)
	const n = 3
	hold := k.Hold()
	d := desk.New()
	if err := d.CheckIn(12, "Mr First"); err != nil {
		k.Errorf("room 12 was free, and the error is %q", err)
	}
	change := k.Go(1, func(int) {
		_ = d.Update(func(map[int]string) error {
			hold.Wait()
			return nil
		})
	})
	k.Settle()
	refused := k.Go(1, func(int) { _ = d.CheckIn(12, "Mrs Second") })
	k.Settle()
	var in atomic.Int64
	waiting := k.Go(n, func(i int) {
		switch i {
		case 0:
			_ = d.Update(func(map[int]string) error { return nil })
		case 1:
			_ = d.CheckIn(13, "Ms Third")
		case 2:
			_ = d.Guest(12)
		}
		in.Add(1)
	})
	k.Settle()
	hold.Release()
	k.Settle()
	if got := in.Load(); got != n {
		k.Errorf("during a change a CheckIn to a room that is taken was waiting, and %d others behind it; when all could go on, %d of the %d got in", n, got, n)
		return
	}
	change()
	refused()
	waiting()
	d.Close()
}

func TestWhatSucceedsStaysWhenOthersFail(t *testing.T) {
	k := kit.Begin(t)
	const n = 16
	hold := k.Hold()
	d := desk.New()
	first := k.Go(1, func(int) {
		_ = d.Update(func(map[int]string) error {
			hold.Wait()
			return nil
		})
	})
	k.Settle()
	var in atomic.Int64
	changes := k.Go(n, func(room int) {
		_ = d.Update(func(guests map[int]string) error {
			guests[room] = "guest"
			if room%2 == 1 {
				return errNoRoom
			}
			return nil
		})
		in.Add(1)
	})
	k.Settle()
	hold.Release()
	k.Settle()
	if got := in.Load(); got != n {
		k.Errorf("%d changes were waiting, some of which fail, and %d of them returned", n, got)
		return
	}
	first()
	changes()
	for room := 0; room < n; room += 2 {
		if got := d.Guest(room); got != "guest" {
			k.Errorf("a change that gave room %d to a guest had succeeded, others failed, and now %q lives there", room, got)
			break
		}
	}
	d.Close()
}

// staysOrIsUndone lets end end a change that has given room 2 to a guest, and
// looks whether all of the desk agrees on what has become of that.
func staysOrIsUndone(k *kit.T, how string, end func() error) {
	d := desk.New()
	caller := k.Go(1, func(int) {
		recovered(func() {
			_ = d.Update(func(guests map[int]string) error {
				guests[2] = "Ms Half"
				return end()
			})
		})
	})
	k.Settle()
	var guest string
	var err error
	var in atomic.Bool
	later := k.Go(1, func(int) {
		guest = d.Guest(2)
		err = d.CheckIn(2, "Mrs Second")
		in.Store(true)
	})
	k.Settle()
	if !in.Load() {
		k.Errorf("after a change that %s the next Guest or CheckIn waits for ever", how)
		return
	}
	caller()
	later()
	switch {
	case guest == "" && err != nil:
		k.Errorf("a change gave room 2 to Ms Half and %s; then Guest said that nobody lives there, and CheckIn said %q", how, err)
	case guest != "" && err == nil:
		k.Errorf("a change gave room 2 to Ms Half and %s; then Guest said that %q lives there, and CheckIn gave the room to Mrs Second", how, guest)
	}
	d.Close()
}

func TestAChangeThatFailsStaysOrIsUndone(t *testing.T) {
	k := kit.Begin(t)
	staysOrIsUndone(k, "failed", func() error { return errNoRoom })
}

func TestAChangeThatPanicsStaysOrIsUndone(t *testing.T) {
	k := kit.Begin(t)
	staysOrIsUndone(k, "panicked", func() error { panic(errBroken) })
}

func TestAChangeThatEndsItsGoroutineStaysOrIsUndone(t *testing.T) {
	k := kit.Begin(t)
	staysOrIsUndone(k, "ended its goroutine", func() error {
		runtime.Goexit()
		return nil
	})
}

func TestAPanicReachesTheCallerOfUpdate(t *testing.T) {
	k := kit.Begin(t)
	for _, value := range []any{"assignment to entry in nil map", errBroken, 42, new(int)} {
		d := desk.New()
		switch got := recovered(func() {
			_ = d.Update(func(map[int]string) error { panic(value) })
		}); got {
		case value:
		case nil:
			k.Errorf("a change panicked with %v, and Update returned as if nothing had happened", value)
		default:
			k.Errorf("a change panicked with %v, and the caller of Update recovered %v", value, got)
		}
		if !getIn(k, d, "a change that panicked") {
			return
		}
		d.Close()
	}
}

func TestThoseWhoWaitForAChangeThatPanics(t *testing.T) {
	k := kit.Begin(t)
	waitersGetIn(k, "panicked", func() error { panic(errBroken) })
}

func TestThoseWhoWaitForAChangeThatEndsItsGoroutine(t *testing.T) {
	k := kit.Begin(t)
	waitersGetIn(k, "ended its goroutine", func() error {
		runtime.Goexit()
		return nil
	})
}

func TestAChangeEndsItsCallersGoroutine(t *testing.T) {
	k := kit.Begin(t)
	d := desk.New()
	var ended, returned atomic.Bool
	caller := k.Go(1, func(int) {
		defer ended.Store(true)
		_ = d.Update(func(map[int]string) error {
			runtime.Goexit()
			return nil
		})
		returned.Store(true)
	})
	k.Settle()
	switch {
	case !ended.Load():
		k.Fatalf("a change ended its goroutine, and the one that had called Update still waits: change runs on another one")
	case returned.Load():
		k.Errorf("a change ended its goroutine, and Update returned all the same: change runs on another one than its caller")
	}
	caller()
	if getIn(k, d, "a change that ended its goroutine") {
		d.Close()
	}
}

func TestChangesAreMadeOneAtATime(t *testing.T) {
	k := kit.Begin(t)
	const goroutines, each = 8, 30
	var inside kit.Gauge
	d := desk.New()
	k.Together(goroutines, func(i int) {
		for n := range each {
			room := i*each + n
			if n%3 == 0 {
				if err := d.CheckIn(room, "guest"); err != nil {
					k.Errorf("room %d was free, and the error is %q", room, err)
					return
				}
			} else if err := d.Update(func(guests map[int]string) error {
				inside.Enter()
				defer inside.Leave()
				guests[room] = "guest"
				return nil
			}); err != nil {
				k.Errorf("a change returned no error, and Update %q", err)
				return
			}
			if got := d.Guest(room); got != "guest" {
				k.Errorf("room %d was given to a guest, and %q lives there", room, got)
				return
			}
		}
	})
	if n := inside.Max(); n > 1 {
		k.Errorf("%d changes were running at the same time", n)
	}
	got := 0
	_ = d.Update(func(guests map[int]string) error {
		for _, guest := range guests {
			if guest != "" {
				got++
			}
		}
		return nil
	})
	if got != goroutines*each {
		k.Errorf("%d rooms were given to guests, and %d have one", goroutines*each, got)
	}
	d.Close()
}

func TestAChangeHasTheGuestsForItself(t *testing.T) {
	k := kit.Begin(t)
	hold := k.Hold()
	d := desk.New()
	if err := d.CheckIn(7, "Mr Early"); err != nil {
		k.Errorf("room 7 was free, and the error is %q", err)
	}
	changes := k.Go(4, func(int) {
		_ = d.Update(func(guests map[int]string) error {
			hold.Wait()
			if guests[7] == "Mr Early" {
				delete(guests, 7)
			}
			return nil
		})
	})
	k.Settle()
	if n := hold.Inside(); n != 1 {
		k.Errorf("of 4 changes at the same time %d are running; it must be one", n)
	}
	var err error
	checkIn := k.Go(1, func(int) { err = d.CheckIn(7, "Ms Late") })
	k.Settle()
	hold.Release()
	changes()
	checkIn()
	if err != nil {
		k.Errorf("a change that was running took Mr Early out of room 7; a CheckIn for Ms Late did not wait for it and said %q", err)
	} else if got := d.Guest(7); got != "Ms Late" {
		k.Errorf("room 7 was given to Ms Late, and %q lives there", got)
	}
	d.Close()
}

func TestTwoHotelsHaveGuestsOfTheirOwn(t *testing.T) {
	k := kit.Begin(t)
	full, empty := desk.New(), desk.New()
	if err := full.CheckIn(1, "Mr First"); err != nil {
		k.Errorf("room 1 was free, and the error is %q", err)
	}
	if err := full.Update(func(guests map[int]string) error {
		guest := guests[1]
		delete(guests, 1)
		return empty.CheckIn(1, guest)
	}); err != nil {
		k.Errorf("a change moved a guest to room 1 of another hotel, which was free, and the error is %q", err)
	}
	if here, there := full.Guest(1), empty.Guest(1); here != "" || there != "Mr First" {
		k.Errorf("Mr First moved from room 1 of one hotel to room 1 of another; %q lives in the one now, %q in the other", here, there)
	}
	full.Close()
	empty.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	kit.Begin(t)
	// One goroutine alone, and nothing goes wrong: that is judged above.
	for range 10 {
		d := desk.New()
		_ = d.CheckIn(1, "guest")
		_ = d.Update(func(map[int]string) error { return nil })
		d.Close()
	}
}
