package push_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	push "racekata/exercises/303_buffer_pool"
)

func TestEveryDeviceGetsItsMessage(t *testing.T) {
	g := push.New()
	defer g.Close()

	for i := range 20 {
		var device bytes.Buffer
		m := push.Message{Topic: "scores", Body: fmt.Appendf(nil, "match %d: 2:1", i)}
		if err := g.Send(context.Background(), &device, m); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("scores %d\n%s", len(m.Body), m.Body)
		if got := device.String(); got != want {
			t.Errorf("a device got %q, not %q", got, want)
		}
	}
}
