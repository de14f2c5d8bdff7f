package submission

import "strings"

// checkoutPrefix is what the names of git checkouts begin with, up to a dash:
// the assignment of "homework-1-jdoe". It takes two to see it.
func checkoutPrefix(entries []entry) string {
	prefix, n := "", 0
	for _, e := range entries {
		if !e.git {
			continue
		}
		if n == 0 {
			prefix = e.name
		}
		for !strings.HasPrefix(e.name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
		n++
	}
	if n < 2 {
		return ""
	}
	return prefix[:strings.LastIndexByte(prefix, '-')+1]
}

// suffixes are what the login may be: both assignments and logins may hold
// dashes, so a roster decides. The longest is first, and that is the name.
func suffixes(name string) []string {
	all := []string{name}
	for {
		_, rest, ok := strings.Cut(name, "-")
		if !ok {
			return all
		}
		if rest != "" {
			all = append(all, rest)
		}
		name = rest
	}
}
