package compileerror_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/finding/compileerror"
)

func TestSignatures(t *testing.T) {
	got, err := compileerror.Signatures(map[string][]byte{
		"a.go": []byte(`package p

// ErrClosed says so.
var ErrClosed = errors.New("closed")

const Max, min = 3, 1

var Log func(string)

type Counter struct {
	mu sync.Mutex
	n  int // how it works is nobody's business
}

// Item is public.
type Item struct {
	Key, Other string ` + "`json:\"key\"`" + `
	hidden     int
}

type Cache[K comparable, V any] struct{ m map[K]V }

// Visitor is called.
type Visitor func(key string) error

type Store interface {
	// Get is documented.
	Get(key string) (int, bool)
	Put(key string)
}

func New(
	name string,
	log func(total int64),
) (*Counter, error) {
	return nil, nil
}

func (c *Counter) Add(d int) { c.n += d }

func (Counter) Value() int { return 0 }

func (c *Cache[K, V]) Get(key K, compute func() V) V { var v V; return v }

func (c *Counter) hidden() {}

func (s *secret) Add() {}

func helper() {}
`),
		"a_test.go": []byte("package p\n\nfunc Test() {}\n"),
		"README.md": []byte("no Go"),
	})
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		"ErrClosed":     "var ErrClosed",
		"Max":           "const Max",
		"Log":           "var Log func(string)",
		"Counter":       "type Counter struct",
		"Item":          "type Item struct { Key, Other string }",
		"Cache":         "type Cache[K comparable, V any] struct",
		"Visitor":       "type Visitor func(key string) error",
		"Store":         "type Store interface { Get(key string) (int, bool); Put(key string) }",
		"New":           "func New(name string, log func(total int64)) (*Counter, error)",
		"Counter.Add":   "func (*Counter) Add(d int)",
		"Counter.Value": "func (Counter) Value() int",
		"Cache.Get":     "func (*Cache[K, V]) Get(key K, compute func() V) V",
	}, got)
}

func TestSignaturesOfBrokenSource(t *testing.T) {
	got, err := compileerror.Signatures(map[string][]byte{
		"a.go": []byte("package p\n\nfunc Good() {}\n"),
		"b.go": []byte("package p\n\nfunc Bad( {\n"),
	})
	require.ErrorContains(t, err, "read signatures: b.go:3")
	require.Equal(t, "func Good()", got["Good"])
}

func FuzzSignatures(f *testing.F) {
	f.Add(reference)
	f.Add("package p\n\ntype T[P any] struct{ P; X []P }\n\nfunc (T[P]) M(...P)\n")
	f.Fuzz(func(t *testing.T, src string) {
		sigs, _ := compileerror.Signatures(map[string][]byte{"a.go": []byte(src)})
		for name, sig := range sigs {
			require.NotEmpty(t, name)
			require.NotContains(t, sig, "\n")
		}
	})
}
