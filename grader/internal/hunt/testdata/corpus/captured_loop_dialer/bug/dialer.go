// bug: the goroutines share the variable that the loop changes, so some dial the wrong address ; kind: data race or wrong result

// Package dialer connects to all nodes of a cluster at once.
package dialer

import (
	"sort"
	"strings"
	"sync"
)

// Nodes dials each node of a list such as "a:1,b:2" and returns the sorted
// answers.
func Nodes(list string, dial func(addr string) string) []string {
	var (
		wg      sync.WaitGroup
		mu      sync.Mutex
		answers []string
	)
	var addr string
	for _, node := range strings.Split(list, ",") {
		addr = strings.TrimSpace(node)
		wg.Add(1)
		go func() {
			defer wg.Done()
			answer := dial(addr)
			mu.Lock()
			defer mu.Unlock()
			answers = append(answers, answer)
		}()
	}
	wg.Wait()
	sort.Strings(answers)
	return answers
}
