// Package grading grades a class: it puts together who is in it and what each
// handed in, has every piece of code judged once, and makes the results.
//
//	class, err := grading.Assemble(subs, roster, course, catalogue)
//	engine := grading.Engine{Judge: j, Book: book, Kept: &memory, …}
//	err = engine.Grade(ctx, class)                       // stopped, it carries on
//	r := class.Results(book.Find, adjustments)           // what is exported
//
// What goes wrong with one submission is said in it and stops no other. Only
// what the machine refuses, such as a full disk, ends a run, and the next goes
// on where this one was.
package grading
