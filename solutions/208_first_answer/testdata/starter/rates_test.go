package rates_test

import (
	"context"
	"errors"
	"testing"
	"time"

	rates "racekata/exercises/208_first_answer"
)

var errClosed = errors.New("closed on Sundays")

// ask asks banks of which one is fast, one is slow and one is closed.
func ask(_ context.Context, bank string) (rates.Rate, error) {
	switch bank {
	case "slow":
		time.Sleep(40 * time.Millisecond)
	case "closed":
		return rates.Rate{}, errClosed
	}
	return rates.Rate{Bank: bank, Price: 920_000}, nil
}

func TestTheFastOneWins(t *testing.T) {
	start := time.Now()
	rate, err := rates.First(context.Background(), []string{"closed", "slow", "fast"}, time.Second, ask)
	if err != nil || rate.Bank != "fast" {
		t.Errorf("the answer is %v, with error %v", rate, err)
	}
	if took := time.Since(start); took > 30*time.Millisecond {
		t.Errorf("it took %v", took)
	}
}

func TestAllAreClosed(t *testing.T) {
	_, err := rates.First(context.Background(), []string{"closed", "closed"}, time.Second, ask)
	if !errors.Is(err, errClosed) {
		t.Errorf("the error is %v", err)
	}
}

func TestTooSlow(t *testing.T) {
	_, err := rates.First(context.Background(), []string{"slow"}, 5*time.Millisecond, ask)
	if !errors.Is(err, rates.ErrLate) {
		t.Errorf("the error is %v", err)
	}
}
