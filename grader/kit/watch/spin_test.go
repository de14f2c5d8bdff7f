package watch

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhoSpinsInABubble(t *testing.T) {
	const (
		test    = "goroutine 1 [synctest.Run]:\nf()\n\n"
		waits   = "goroutine 7 [chan receive (durable), synctest bubble 1]:\nf()\n\n"
		runs    = "goroutine 7 [running, synctest bubble 1]:\nf()\n\n"
		other   = "goroutine 8 [runnable, synctest bubble 1]:\nf()\n\n"
		outside = "goroutine 9 [running]:\nf()\n\n"
	)
	const ms = time.Millisecond
	type look struct {
		dump string
		cpu  time.Duration
		want bool
	}
	for name, looks := range map[string][]look{
		"one goroutine": {{test + runs, 0, false}, {test + runs, sameCPU, false}, {test + runs, sameCPU + 1, true}},
		"one of two, each with the other now and then": {
			{runs + other, 0, false}, {runs, 100 * ms, false}, {runs + other, 200 * ms, false}, {runs, sameCPU + 1, true},
		},
		"it waits in between":       {{runs, 0, false}, {waits, sameCPU, false}, {runs, 2 * sameCPU, false}, {runs, 3*sameCPU - 1, false}},
		"one after the other":       {{runs, 0, false}, {other, sameCPU + 1, false}, {runs, 2 * sameCPU, false}, {other, anyCPU, false}, {runs, anyCPU + 1, true}},
		"nobody in a bubble":        {{outside, 0, false}, {outside, anyCPU, false}, {outside + waits, 2 * anyCPU, false}},
		"CPU time of before":        {{waits, 5 * anyCPU, false}, {runs, 6 * anyCPU, false}, {runs, 6*anyCPU + sameCPU, false}},
		"the other takes over":      {{runs, 0, false}, {runs + other, 200 * ms, false}, {other, 400 * ms, false}, {other, 400*ms + sameCPU, false}, {other, 401*ms + sameCPU, true}},
		"a bubble ends, one begins": {{runs, 0, false}, {test, 200 * ms, false}, {other, anyCPU + 1, false}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bubbles
			for i, l := range looks {
				require.Equal(t, l.want, b.look([]byte(l.dump), l.cpu), "look %d", i+1)
			}
		})
	}
}
