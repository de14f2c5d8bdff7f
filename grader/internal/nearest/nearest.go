// Package nearest finds what somebody meant who mistyped a name.
package nearest

import (
	"cmp"
	"slices"
)

// Distance is the Levenshtein distance of two names, in bytes.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(diag+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Of is the name that is nearest to the typed one, the first of several, and ""
// if there are none.
func Of(typed string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return slices.MinFunc(names, func(a, b string) int {
		return cmp.Compare(Distance(typed, a), Distance(typed, b))
	})
}
