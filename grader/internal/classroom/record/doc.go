// Package record keeps the verdicts of a grading run as they come, in
// verdicts.jsonl: a line of JSON for each submission and exercise, on the disk
// before the next is begun. A run that was stopped, at whatever moment, finds
// there what it need not do again.
//
//	book, err := record.Open("results", time.Now())
//	defer book.Close()
//	if line, ok := book.Find("ada", "101_counter"); ok && line.Hash == hash { … }
//	err = book.Append(record.Line{Student: "ada", Exercise: "101_counter", …})
//
// The first line is the header, then come
//
//	{"student":"ada","exercise":"101_counter","hash":"9f…","basis":"41…","verdict":{…}}
//
// Of several lines for one submission and exercise the last counts. A last line
// without its end was being written when the run died, and is cut off.
package record
