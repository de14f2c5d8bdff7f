package rollout_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	rollout "racekata/exercises/204_stage_order"
)

func TestServersStartAfterTheMigrations(t *testing.T) {
	takes := map[string]time.Duration{
		"migrate users":   5 * time.Millisecond,
		"migrate orders":  10 * time.Millisecond,
		"migrate archive": 60 * time.Millisecond,
	}
	var migrated, early atomic.Int64
	err := rollout.Run([][]string{
		{"drain web1", "drain web2"},
		{"migrate users", "migrate orders", "migrate archive"},
		{"start web1", "start web2"},
	}, func(step string) error {
		time.Sleep(takes[step])
		switch {
		case strings.HasPrefix(step, "migrate"):
			migrated.Add(1)
		case strings.HasPrefix(step, "start") && migrated.Load() < 3:
			early.Add(1)
		}
		return nil
	})
	if err != nil {
		t.Errorf("the rollout failed: %v", err)
	}
	if n := early.Load(); n > 0 {
		t.Errorf("%d of 2 servers were started before the 3 databases were migrated", n)
	}
}
