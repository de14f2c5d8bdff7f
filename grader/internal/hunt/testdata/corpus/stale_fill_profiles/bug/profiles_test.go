package profiles

import (
	"sync"
	"testing"
)

type memory struct{ profiles sync.Map }

func (m *memory) Load(user string) string {
	profile, _ := m.profiles.Load(user)
	return profile.(string)
}

func (m *memory) Save(user, profile string) { m.profiles.Store(user, profile) }

func TestUpdateReplacesTheProfile(t *testing.T) {
	store := new(memory)
	store.Save("ann", "likes tea")
	c := New(store)
	var wg sync.WaitGroup
	wg.Go(func() {
		if p := c.Get("ann"); p != "likes tea" && p != "likes coffee" {
			t.Errorf("ann %s", p)
		}
	})
	wg.Go(func() { c.Update("ann", "likes coffee") })
	wg.Wait()
	if p := c.Get("ann"); p != "likes coffee" {
		t.Errorf("after the update ann %s", p)
	}
}
