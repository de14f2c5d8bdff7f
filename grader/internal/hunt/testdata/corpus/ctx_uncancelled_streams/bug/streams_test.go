package streams

import (
	"context"
	"errors"
	"testing"
)

func TestUnknownTopicIsAnError(t *testing.T) {
	unknown := errors.New("unknown topic")
	dial := func(topic string) (<-chan string, error) {
		if topic == "lost" {
			return nil, unknown
		}
		return make(chan string), nil
	}
	set, err := Open(context.Background(), []string{"news", "sport"}, dial, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	set.Close()
	if _, err := Open(context.Background(), []string{"news", "lost"}, dial, func(string) {}); !errors.Is(err, unknown) {
		t.Errorf("got %v", err)
	}
}
