package policy

import (
	"fmt"
	"slices"
	"strings"

	"racekata/grader/internal/finding"
)

// checkPackages compares the package clauses with each other and with the one
// that the hidden tests import.
func checkPackages(r *report, files []*source, rules Rules) {
	var names []string // as found, without main
	clauses := map[string][]finding.Position{}
	first := map[string]string{} // the first file of each
	for _, s := range files {
		name := s.syntax.Name.Name
		at := s.at(s.syntax.Name.Pos())
		if name == "main" {
			r.refuse(RulePackageMain, reason{
				title:  "package main is not allowed here",
				detail: "The hidden tests import the package, and nothing can import package main.",
				hint:   packageHint(rules.Package, "a program of your own can live in the demo folder"),
				note:   "main",
			}, at)
			continue
		}
		if clauses[name] == nil {
			names = append(names, name)
			first[name] = s.name
		}
		clauses[name] = append(clauses[name], at)
	}
	expected := rules.Package
	if len(names) > 1 {
		if !slices.Contains(names, expected) {
			expected = names[0]
		}
		for _, name := range names {
			if name != expected {
				r.compileError(RuleTwoPackages,
					fmt.Sprintf("found packages %s (%s) and %s (%s) in one folder", expected, first[expected], name, first[name]),
					packageHint(rules.Package, ""), clauses[name]...)
			}
		}
		return
	}
	if expected != "" && len(names) == 1 && names[0] != expected {
		r.refuse(RulePackageName, reason{
			title:  fmt.Sprintf("the package is called %s and not %s", names[0], expected),
			detail: "The hidden tests import it under that name.",
			hint:   packageHint(expected, ""),
			note:   "should be " + expected,
		}, clauses[names[0]]...)
	}
}

func packageHint(name, more string) string {
	var parts []string
	if name != "" {
		parts = append(parts, "Begin the file with: package "+name)
	}
	if more != "" {
		parts = append(parts, more)
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, "; ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
