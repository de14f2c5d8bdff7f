package push_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"racekata/grader/kit"
	push "racekata/solutions/303_buffer_pool"
)

func TestMain(m *testing.M) { kit.Main(m) }

// The contract's signatures, pinned.
var (
	_ func() *push.Gateway = push.New
	_ interface {
		Send(ctx context.Context, to io.Writer, m push.Message) error
		Close()
	} = (*push.Gateway)(nil)

	_ = push.Message{Topic: "", Body: []byte(nil)}
)

// message is the message number n, with a body of so many bytes. No two bodies
// agree anywhere: each is one letter over and over.
func message(n, size int) push.Message {
	return push.Message{Topic: fmt.Sprintf("topic%d", n), Body: bytes.Repeat([]byte{'A' + byte(n%50)}, size)}
}

// frame is what a device must be given for a message.
func frame(m push.Message) string {
	return fmt.Sprintf("%s %d\n%s", m.Topic, len(m.Body), m.Body)
}

// phone is a device that writes down what it was given.
type phone struct {
	// slow, if not nil, is called by Write before it looks at the bytes.
	slow func()

	mu  sync.Mutex
	got []string // guarded by mu; one a call
}

func (p *phone) Write(b []byte) (int, error) {
	if p.slow != nil {
		p.slow()
	}
	s := string(b)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, s)
	return len(b), nil
}

// judge compares what was written, in any order, with what should have been.
func (p *phone) judge(k *kit.T, when string, want ...string) {
	k.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.got) != len(want) {
		k.Errorf("%s: Write was %s for %s", when, called(len(p.got)), messages(len(want)))
		return
	}
	for _, got := range p.got {
		if !slices.Contains(want, got) {
			k.Errorf("%s: a device was to see %s, and saw %s", when, short(want[0]), short(got))
			return
		}
	}
	for _, w := range want {
		if !slices.Contains(p.got, w) {
			k.Errorf("%s: a device was to see %s, and did not", when, short(w))
			return
		}
	}
}

// called says how often Write was called.
func called(times int) string {
	switch times {
	case 0:
		return "not called"
	case 1:
		return "called once"
	}
	return fmt.Sprintf("called %d times", times)
}

func messages(n int) string {
	if n == 1 {
		return "a message"
	}
	return fmt.Sprintf("%d messages", n)
}

// short is a frame as one can read it.
func short(s string) string {
	if len(s) <= 50 {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("%q… (%d bytes)", s[:50], len(s))
}

// oneProcessor gives a test one processor: sync.Pool keeps a buffer for each,
// so that with many of them it would be chance who gets which.
func oneProcessor(k *kit.T) {
	before := runtime.GOMAXPROCS(1)
	k.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// send sends a message and wants it to be sent.
func send(k *kit.T, g *push.Gateway, to io.Writer, m push.Message) {
	if err := g.Send(context.Background(), to, m); err != nil {
		k.Errorf("the context was not done, Write has not failed, and Send returned the error %q", err)
	}
}

// allocated is the number of bytes that the program has ever allocated.
func allocated() uint64 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.TotalAlloc
}

// lean has a new gateway send messages one after another until all that it has
// allocated comes to at most nine tenths of their bytes, and complains if that
// does not happen.
//
// A sync.Pool under the race detector loses a quarter of what it is given, at
// random, and so does the one in package fmt: a program that formats the body,
// and an error, still comes to seven tenths. Hence the room, and no fixed number
// of messages: a program that uses its buffers again is below the line after the
// first few, or a few later, and one that makes a buffer for each message, or a
// block for many, is above it all the time.
func lean(k *kit.T, what string, send func(*push.Gateway, push.Message)) {
	const size, few, many = 32_000, 40, 400
	oneProcessor(k)
	// A collection would empty the pools.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	// No two are of the same topic, and each is a byte shorter than the one before,
	// so that it fits into the same buffer.
	body := message(1, size+many).Body
	var messages [many]push.Message
	for n := range messages {
		messages[n] = push.Message{Topic: fmt.Sprintf("topic%d", n), Body: body[:size+many-n]}
	}

	start := allocated()
	g := push.New()
	defer g.Close()
	var used, all uint64
	for n, m := range messages {
		send(g, m)
		used, all = allocated()-start, all+uint64(len(m.Body))
		if n+1 >= few && used <= all*9/10 {
			return
		}
	}
	k.Errorf("%d %s of about %d bytes each, one after another, allocated %d bytes for each", many, what, size, used/many)
}

func TestBuffersAreUsedAgain(t *testing.T) {
	k := kit.Begin(t)
	lean(k, "messages", func(g *push.Gateway, m push.Message) { send(k, g, io.Discard, m) })
}

var (
	errBroken = errors.New("connection reset")
	errGone   = errors.New("the customer has gone") // a cause, which is not ctx.Err()
)

// broken is a device that cannot be reached.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestBuffersOfFailedWritesAreUsedAgain(t *testing.T) {
	k := kit.Begin(t)
	lean(k, "messages whose writes failed", func(g *push.Gateway, m push.Message) {
		if err := g.Send(context.Background(), broken{}, m); err == nil {
			k.Errorf("Write returned an error, and Send returned nil")
		}
	})
}

func TestNothingIsLeftOfEarlierMessages(t *testing.T) {
	k := kit.Begin(t)
	oneProcessor(k)
	g := push.New()
	// Longer and shorter ones by turns, some of them empty.
	for n, size := range []int{10, 3000, 10, 0, 10, 20, 5000, 1, 0, 70_000, 10, 700, 10, 0, 10} {
		var p phone
		m := message(n, size)
		send(k, g, &p, m)
		p.judge(k, fmt.Sprintf("message number %d", n+1), frame(m))
	}
	g.Close()
}

func TestSlowDevicesKeepTheirBytes(t *testing.T) {
	k := kit.Begin(t)
	oneProcessor(k)
	g := push.New()
	slowWave(k, g, "while several slow devices were written to")
	// After writes that went well and some that failed: is each buffer there once?
	for range 8 {
		_ = g.Send(context.Background(), broken{}, message(40, 500))
	}
	slowWave(k, g, "after several writes had failed")
	g.Close()
}

// slowWave sends messages to devices that all begin to read when all have been
// sent, and looks at what they saw.
func slowWave(k *kit.T, g *push.Gateway, when string) {
	const devices = 8
	hold := k.Hold()
	var (
		phones [devices]phone
		waits  []func()
	)
	for n := range devices {
		phones[n].slow = hold.Wait
		waits = append(waits, k.Go(1, func(int) { send(k, g, &phones[n], message(n, 500)) }))
		k.Settle()
	}
	hold.Release()
	for n, wait := range waits {
		wait()
		phones[n].judge(k, when, frame(message(n, 500)))
	}
}

// giveUp sends messages to a device that is held in Write, gives them up, and
// scribbles over their bodies.
func giveUp(k *kit.T, g *push.Gateway, hold *kit.Hold, to io.Writer, messages []push.Message) {
	ctx, cancel := context.WithCancel(context.Background())
	var returned atomic.Int32
	done := k.Go(len(messages), func(i int) {
		if err := g.Send(ctx, to, messages[i]); err == nil {
			k.Errorf("the context was done and Write had not returned, and Send returned nil")
		}
		clear(messages[i].Body)
		returned.Add(1)
	})
	k.Settle()
	cancel()
	k.Settle()
	if int(returned.Load()) < len(messages) {
		hold.Release() // that Send waits is judged elsewhere
	}
	done()
}

func TestGivenUpMessagesKeepTheirBytes(t *testing.T) {
	k := kit.Begin(t)
	oneProcessor(k)
	g := push.New()
	hold := k.Hold()
	var slow phone
	slow.slow = hold.Wait
	given := []push.Message{message(30, 400), message(31, 400), message(32, 400)}
	want := []string{frame(given[0]), frame(given[1]), frame(given[2])}
	giveUp(k, g, hold, &slow, given)

	// More messages, in the meantime, to others and to the same device.
	var quick phone
	for n := range 6 {
		send(k, g, &quick, message(n, 400))
	}
	other := k.Go(1, func(int) { send(k, g, &slow, message(33, 400)) })
	k.Settle()
	hold.Release()
	other()
	k.Settle()
	slow.judge(k, "three messages were given up, and others sent before Write went on", append(want, frame(message(33, 400)))...)

	// And when they have been written after all: is each buffer there once?
	slowWave(k, g, "after messages had been given up")
	g.Close()
}

func TestGivenUpFromTheStart(t *testing.T) {
	k := kit.Begin(t)
	g := push.New()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	var p phone
	want := frame(message(30, 400))
	for range 64 {
		m := message(30, 400)
		_ = g.Send(over, &p, m)
		clear(m.Body)
	}
	g.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	// Whether they are written is open, but not what.
	for _, got := range p.got {
		if got != want {
			k.Errorf("a message was given up from the start, and its body changed when Send had returned: a device was to see %s, if anything, and saw %s", short(want), short(got))
			return
		}
	}
}

func TestAWriteMayTakeAYear(t *testing.T) {
	k := kit.Begin(t)
	oneProcessor(k)
	k.Bubble(func(k *kit.T) {
		g := push.New()
		// It reads its bytes a year after they came. Who waits for that and looks
		// now and then burns CPU without end.
		slow := phone{slow: func() { time.Sleep(365 * 24 * time.Hour) }}
		m := message(30, 400)
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		_ = g.Send(ctx, &slow, m) // what it returns is judged elsewhere
		cancel()
		var quick phone
		for n := range 12 {
			time.Sleep(4 * time.Minute)
			send(k, g, &quick, message(n, 400))
		}
		g.Close()
		slow.judge(k, "Write took a year, and others were sent meanwhile", frame(m))
	})
}

func TestManyAtOnce(t *testing.T) {
	k := kit.Begin(t)
	const senders, each = 8, 12
	g := push.New()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	k.Together(senders, func(i int) {
		for n := range each {
			m := message(i*each+n, 20+n*37)
			if n%4 == 3 {
				// Given up from the start; whether it is written is open.
				_ = g.Send(over, io.Discard, m)
				continue
			}
			var p phone
			send(k, g, &p, m)
			p.judge(k, "many messages at once", frame(m))
		}
	})
	g.Close()
}

func TestOneWriteAMessage(t *testing.T) {
	k := kit.Begin(t)
	for _, size := range []int{0, 1, 63, 64, 4096, 100_000, 3_000_000} {
		g := push.New()
		var p phone
		m := message(size, size)
		send(k, g, &p, m)
		p.judge(k, fmt.Sprintf("a body of %d bytes", size), frame(m))
		g.Close()
	}
}

func TestAnyBytes(t *testing.T) {
	k := kit.Begin(t)
	g := push.New()
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	for _, body := range [][]byte{every, []byte("100%d\n\n"), []byte(" \x00\t\xff%"), nil} {
		var p phone
		m := push.Message{Topic: "up-5%s", Body: body}
		send(k, g, &p, m)
		p.judge(k, fmt.Sprintf("the topic %q and the body %q", m.Topic, m.Body), frame(m))
	}
	g.Close()
}

func TestErrorsAreReported(t *testing.T) {
	k := kit.Begin(t)
	g := push.New()
	switch err := g.Send(context.Background(), broken{}, message(1, 10)); {
	case !errors.Is(err, errBroken):
		k.Errorf("Write returned the error %q, and Send returned %v, which does not wrap it", errBroken, err)
	case errors.Is(err, io.ErrShortWrite) || errors.Is(err, context.Canceled):
		k.Errorf("the error of Send is any error that one asks for: %q", err)
	}
	hold := k.Hold()
	ctx, cancel := context.WithCancelCause(context.Background())
	var err error
	done := k.Go(1, func(int) { err = g.Send(ctx, &phone{slow: hold.Wait}, message(2, 10)) })
	k.Settle()
	cancel(errGone)
	k.Settle()
	hold.Release()
	done()
	switch {
	case !errors.Is(err, context.Canceled):
		k.Errorf("the context was cancelled before Write had returned, and Send returned %v, which does not wrap its error", err)
	case errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errBroken):
		k.Errorf("the error of Send is any error that one asks for: %q", err)
	}
	g.Close()
}

func TestSendReturnsWhenTheContextIsDone(t *testing.T) {
	k := kit.Begin(t)
	g := push.New()
	hold := k.Hold()
	ctx, cancel := context.WithCancel(context.Background())
	var returned atomic.Bool
	done := k.Go(1, func(int) {
		_ = g.Send(ctx, &phone{slow: hold.Wait}, message(1, 10))
		returned.Store(true)
	})
	k.Settle()
	if returned.Load() {
		k.Errorf("Send returned before Write had returned, and before the context was done")
	}
	cancel()
	k.Settle()
	if !returned.Load() {
		k.Errorf("the context was done, and Send went on waiting for Write")
	}

	// Close is called when no Send is running: not at all, if one still is.
	var closed atomic.Bool
	closes := func() {}
	if returned.Load() {
		closes = k.Go(1, func(int) { g.Close(); closed.Store(true) })
		k.Settle()
		if closed.Load() {
			k.Errorf("Close returned while a message was still being written")
		}
	}
	hold.Release()
	done()
	closes()
	if !closed.Load() {
		g.Close()
	}
}

func TestSendIsAsPatientAsItsCaller(t *testing.T) {
	k := kit.Begin(t)
	k.Bubble(func(k *kit.T) {
		g := push.New()
		slow := phone{slow: func() { time.Sleep(365 * 24 * time.Hour) }}
		m := message(1, 10)
		send(k, g, &slow, m)
		slow.judge(k, "Write took a year, and the context has no deadline", frame(m))
		g.Close()
	})
}

func TestSendWaitsForItsOwnWrite(t *testing.T) {
	k := kit.Begin(t)
	oneProcessor(k)
	const n = 8
	g := push.New()
	var given []push.Message
	for i := range n {
		given = append(given, message(i, 10))
	}
	hold := k.Hold()
	giveUp(k, g, hold, &phone{slow: hold.Wait}, given)
	hold.Release()
	k.Settle() // they have been written after all

	hold = k.Hold()
	slow := phone{slow: hold.Wait}
	var returned atomic.Int64
	done := k.Go(n, func(i int) {
		_ = g.Send(context.Background(), &slow, message(i, 10))
		returned.Add(1)
	})
	k.Settle()
	if early := returned.Load(); early > 0 {
		k.Errorf("%d messages had been given up, and were written after all; of the next %d, whose Write has not returned, Send returned for %d", n, n, early)
	}
	hold.Release()
	done()
	k.Settle()
	g.Close()
}

func TestSlowDevicesHoldUpNobody(t *testing.T) {
	k := kit.Begin(t)
	const slow = 300
	g := push.New()
	hold := k.Hold()
	var phones [slow / 2]phone // two messages for each
	for i := range phones {
		phones[i].slow = hold.Wait
	}
	done := k.Go(slow, func(i int) { send(k, g, &phones[i/2], message(i, 100)) })
	k.Settle()
	if n := hold.Inside(); n != slow {
		k.Errorf("%d messages were sent to slow devices, and Write is running for %d of them", slow, n)
	}
	var sent atomic.Bool
	next := k.Go(1, func(int) {
		send(k, g, io.Discard, message(1, 100))
		sent.Store(true)
	})
	k.Settle()
	if !sent.Load() {
		k.Errorf("%d devices are slow, and the next message, to another one, is not sent", slow)
	}
	hold.Release()
	done()
	next()
	g.Close()
}

func TestNothingIsLeftBehind(t *testing.T) {
	k := kit.Begin(t)
	for range 3 {
		g := push.New()
		send(k, g, io.Discard, message(1, 100))
		g.Close()
	}
	g := push.New()
	hold := k.Hold()
	giveUp(k, g, hold, &phone{slow: hold.Wait}, []push.Message{message(1, 10)})
	hold.Release()
	g.Close()
}
