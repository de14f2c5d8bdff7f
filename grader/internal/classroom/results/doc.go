// Package results is what grading a class comes to, and the shape of
// results.json: pure data, which exports and the report are made from.
//
//	r, err := results.Read(f)
//	for _, s := range r.Students {
//		for _, g := range s.Grades { … }
//	}
package results
