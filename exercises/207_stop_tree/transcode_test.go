package transcode_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	transcode "racekata/exercises/207_stop_tree"
)

var film = transcode.Part{Name: "film", Parts: []transcode.Part{
	{Name: "video", Parts: []transcode.Part{{Name: "1080p"}, {Name: "720p"}}},
	{Name: "audio", Limit: 20 * time.Millisecond},
}}

func TestAFilm(t *testing.T) {
	var (
		mu   sync.Mutex
		done []string
	)
	err := transcode.Run(context.Background(), film, func(_ context.Context, name string) error {
		mu.Lock()
		defer mu.Unlock()
		done = append(done, name)
		return nil
	})
	slices.Sort(done)
	if want := []string{"1080p", "720p", "audio", "film", "video"}; err != nil || !slices.Equal(done, want) {
		t.Errorf("done is %v, with error %v", done, err)
	}
}

func TestAudioIsTooSlow(t *testing.T) {
	err := transcode.Run(context.Background(), film, func(ctx context.Context, name string) error {
		if name == "audio" {
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	})
	if !errors.Is(err, transcode.ErrTooSlow) {
		t.Errorf("the error is %v, not %v", err, transcode.ErrTooSlow)
	}
}

func TestStop(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	err := transcode.Run(ctx, film, func(_ context.Context, name string) error {
		switch name {
		case "film":
			stop()
		default:
			t.Errorf("%s was begun after the stop", name)
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, not %v", err, context.Canceled)
	}
}
