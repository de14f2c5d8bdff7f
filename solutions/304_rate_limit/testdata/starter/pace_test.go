package pace_test

import (
	"context"
	"testing"
	"time"

	pace "racekata/exercises/304_rate_limit"
)

func TestOneCaller(t *testing.T) {
	limiter := pace.New(100, 5)
	defer limiter.Close()

	start := time.Now()
	for range 5 {
		if err := limiter.Wait(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took > 5*time.Millisecond {
		t.Errorf("five calls had been saved up, and took %v", took)
	}
	for range 4 {
		if err := limiter.Wait(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took < 40*time.Millisecond {
		t.Errorf("nine calls took %v", took)
	}
}

func TestLeave(t *testing.T) {
	limiter := pace.New(1, 1)
	defer limiter.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if err := limiter.Wait(ctx); err != nil {
		t.Error(err)
	}
	if err := limiter.Wait(ctx); err == nil {
		t.Error("a second call was let through")
	}
}
