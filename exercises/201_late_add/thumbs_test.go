package thumbs_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	thumbs "racekata/exercises/201_late_add"
)

func TestAlbumIsComplete(t *testing.T) {
	var rendered atomic.Int64
	m := thumbs.New(func(string) {
		time.Sleep(50 * time.Millisecond) // as long as a large photo takes
		rendered.Add(1)
	})
	defer m.Close()

	const photos = 20
	for i := range photos {
		time.Sleep(time.Millisecond) // the upload
		m.Start(fmt.Sprintf("IMG_%04d.jpg", i))
	}
	m.Wait()

	if got := rendered.Load(); got != photos {
		t.Errorf("the album was published with %d of %d thumbnails", got, photos)
	}
}
