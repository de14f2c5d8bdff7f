// Package roster reads who is in the class, and finds out who handed in what.
//
// A roster is a table with a row for each student, as schools' systems export
// it. Columns are found by their names, in any order and case:
//
//	Student,ID,SIS User ID,SIS Login ID,Section        Canvas
//	First name;Last name;ID number;Email address       Moodle
//	name, login, email, team                           by hand
//
// A name is needed; the rest helps to match. Commas, semicolons and tabs part
// columns, and the text may be UTF-8, with a byte-order mark or without, or
// what Excel writes (UTF-16, Windows-1252).
//
//	class, err := roster.Read(file)
//	m := roster.Match(subs, class)
//	// m.Pairs:   the submission of each student, or team
//	// m.Nothing: who handed in nothing
//	// m.Nobody:  submissions that fit no student
package roster
