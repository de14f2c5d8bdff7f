package usage_test

import (
	"maps"
	"testing"

	usage "racekata/exercises/203_nested_wait"
)

func TestPhotoAlbums(t *testing.T) {
	disk := map[string]usage.Folder{
		"/photos":        {Bytes: 10, Folders: []string{"/photos/alps", "/photos/birds", "/photos/city"}},
		"/photos/alps":   {Bytes: 4000},
		"/photos/birds":  {Bytes: 300},
		"/photos/city":   {Bytes: 20},
		"/photos/unused": {Bytes: 999},
	}
	got := usage.Scan("/photos", func(path string) usage.Folder { return disk[path] })
	want := map[string]int64{"/photos": 4330, "/photos/alps": 4000, "/photos/birds": 300, "/photos/city": 20}
	if !maps.Equal(got, want) {
		t.Errorf("totals are %v, not %v", got, want)
	}
}
