package policy

import "testing"

func TestForeignVariables(t *testing.T) {
	const refused = "foreign variable@3"
	run(t, []row{
		{"assigned", body("context.Canceled = nil"), is(refused)},
		{"by another name", "package x\nimport ctx \"context\"\nfunc init() { ctx.Canceled = nil }", is(refused)},
		{"a package whose path ends in a version", "package x\nimport \"math/rand/v2\"\nfunc init() { rand.V = nil }", is(refused)},
		{"in a tuple", body("var a int; a, io.EOF = 1, err; _ = a"), is(refused)},
		{"swapped", body("context.Canceled, io.EOF = io.EOF, context.Canceled"), is(refused, refused)},
		{"in parentheses", body("(context.Canceled) = nil"), is(refused)},
		{"in many", body("((((context.Canceled)))) = nil"), is(refused)},
		{"behind a comment", body("context./*.*/Canceled = nil"), is(refused)},
		{"over two lines", body("context.\n\tCanceled = nil"), is(refused)},
		{"op-assign", body("time.V += 1"), is(refused)},
		{"inc", body("time.V++"), is(refused)},
		{"dec in parentheses", body("(time.V)--"), is(refused)},
		{"range key", body("for io.EOF = range ch {}"), is(refused)},
		{"range value", body("for _, io.EOF = range errs {}"), is(refused)},
		{"range both in parentheses", body("for (time.V), (io.EOF) = range errs {}"), is(refused, refused)},
		{"range element", body("for time.V[0] = range errs {}"), is(refused)},
		{"address", body("p := &context.DeadlineExceeded; *p = nil"), is(refused)},
		{"address in parentheses", body("p := &(context.DeadlineExceeded); _ = p"), is(refused)},
		{"address of a field", body("_ = &time.V.f"), is(refused)},
		{"address of an element", body("_ = &time.V[0]"), is(refused)},
		{"address as an argument", body("set(&io.EOF)"), is(refused)},
		{"address in a literal", body("_ = []*error{&io.EOF}"), is(refused)},
		{"through a pointer", body("*time.Local = *time.UTC"), is(refused)},
		{"through pointers in parentheses", body("*(*(time.Local)) = *time.UTC"), is(refused)},
		{"a field", body("time.V.f = 1"), is(refused)},
		{"a field of a field", body("time.V.f.g = 1"), is(refused)},
		{"a field through a pointer", body("(*time.Local).f = 1"), is(refused)},
		{"an element", body("time.V[0] = 1"), is(refused)},
		{"an element of a part", body("time.V[1:2][0] = 1"), is(refused)},
		{"a map's entry", body("time.V[\"a\"]++"), is(refused)},
		{"through an assertion", body("io.Discard.(*T).f = 1"), is(refused)},
		{"receive", body("context.Canceled = <-ch"), is(refused)},
		{"receive in a select", body("select {\ncase io.EOF = <-ch:\n}"), is("foreign variable@4")},
		{"receive in a select, the ok", body("select {\ncase _, time.V = <-ch:\n}"), is("foreign variable@4")},
		{"in the init of an if", body("if io.EOF = nil; true {}"), is(refused)},
		{"in the post of a for", body("for ; ; io.EOF = nil {}"), is(refused)},
		{"in the init of a switch", body("switch io.EOF = nil; {\n}"), is(refused)},
		{"in the init of a type switch", body("switch io.EOF = nil; v.(type) {\n}"), is(refused)},
		{"in a case", body("switch { case true: io.EOF = nil }"), is(refused)},
		{"in a type switch's case", body("switch v.(type) { case int: io.EOF = nil }"), is(refused)},
		{"in a labelled statement", body("io: io.EOF = nil; goto io"), is(refused)},
		{"in a closure", body("go func() { defer func() { io.EOF = nil }() }()"), is(refused)},
		{"in a package variable's closure", "package x\nimport \"io\"\nvar _ = func() int { io.EOF = nil; return 1 }()", is(refused)},
		{"in a method", "package x; import \"io\"\ntype T struct{}\nfunc (T) m() { io.EOF = nil }", is(refused)},
		{"in a generic function", "package x; import \"io\"\n\nfunc set[io2 any]() { io.EOF = nil }", is(refused)},
		{"builtins that change", body("clear(time.V); delete(time.V, 1); copy(time.V, nil); (copy)(time.V[1:], nil); _ = append(time.V[:0], 1)"), is(refused, refused, refused, refused, refused)},

		// What is near a shadow and is none.
		{"before the shadow", body("io.EOF = nil; io := 1; _ = io"), is(refused)},
		{"in the shadow's own expression", body("io := func() int { io.EOF = nil; return 1 }; _ = io"), is(refused)},
		{"after the shadow's block", body("{ io := 1; _ = io }\nio.EOF = nil"), is("foreign variable@4")},
		{"after the shadow's if", body("if io := 1; io > 0 { }\nio.EOF = nil"), is("foreign variable@4")},
		{"after the shadow's for", body("for io := range 3 { _ = io }\nio.EOF = nil"), is("foreign variable@4")},
		{"after the shadow's clause", body("switch io := v.(type) { case int: _ = io }\nio.EOF = nil"), is("foreign variable@4")},
		{"in the next clause", body("select {\ncase io := <-ch: _ = io\ncase <-ch: io.EOF = nil\n}"), is("foreign variable@5")},
		{"a field of that name", body("type T struct{ io int }; io.EOF = nil"), is(refused)},
		{"a method of that name", "package x; import \"io\"\ntype T struct{}; func (T) io() {}\nfunc f() { io.EOF = nil }", is(refused)},
		{"a label of that name", body("io:\nfor { break io }\nio.EOF = nil"), is("foreign variable@5")},
		{"a parameter's name in a type", body("var g func(io int); _ = g; io.EOF = nil"), is(refused)},
		{"an interface method's parameter", body("type I interface { m(io int) }; io.EOF = nil"), is(refused)},
		{"a key of that name", body("_ = T{io: 1}; io.EOF = nil"), is(refused)},
		{"another function's parameter", "package x; import \"io\"\nfunc g(io int) {}\nfunc f() { io.EOF = nil }", is(refused)},
		{"a type parameter of another", "package x; import \"io\"\nfunc g[io any]() {}\nfunc f() { io.EOF = nil }", is(refused)},
		{"a type's type parameter", "package x; import \"io\"\ntype T[io any] struct{}\nfunc f() { io.EOF = nil }", is(refused)},
		{"a receiver's type parameter", "package x; import \"io\"\ntype T[E any] struct{}; func (T[io]) m() {}\nfunc f() { io.EOF = nil }", is(refused)},
		{"the blank", body("_ := 1; io.EOF = nil"), is(refused)},

		// Shadows.
		{"local", body("io := struct{ EOF error }{}; io.EOF = nil; p := &io.EOF; _ = p"), nil},
		{"var", body("var io struct{ n int }; io.n++"), nil},
		{"parameter", "package x; import \"io\"\nvar _ io.Reader\nfunc f(io *struct{ EOF error }) { io.EOF = nil }", nil},
		{"a parameter's type is the package still", "package x; import \"context\"\n\nfunc f(context context.Context, g struct{ c context.Context }) { g.c = context }", nil},
		{"result", "package x\n\nfunc f() (io struct{ EOF error }) { io.EOF = nil; return }", nil},
		{"receiver", "package x; import \"io\"\ntype T struct{ EOF error }; var _ io.Reader\nfunc (io *T) m() { io.EOF = nil }", nil},
		{"receiver of a generic type", "package x; import \"io\"\ntype T[E any] struct{ EOF E }; var _ io.Reader\nfunc (io *T[E]) m(e E) { io.EOF = e }", nil},
		{"closure's parameter", body("func(io *struct{ n int }) { io.n = 1 }(nil)"), nil},
		{"captured", body("io := struct{ n int }{}; go func() { io.n++ }()"), nil},
		{"range", body("for _, io := range []struct{ n int }{} { io.n = 1 }"), nil},
		{"select", body("select { case io := <-make(chan struct{ n int }): io.n = 1 }"), nil},
		{"type switch", body("switch io := v.(type) { case *struct{ n int }: io.n = 1 }"), nil},
		{"if", body("if io := (struct{ n int }{}); true { io.n = 1 } else { io.n = 2 }"), nil},
		{"builtins of one's own", "package x; import \"time\"\nfunc clear(*time.Location) {}\nfunc f() { clear(time.Local) }", nil},

		// Ordinary code.
		{"new values", body("_ = &sync.Mutex{}; _ = &atomic.Int64{}; _ = &(sync.WaitGroup{}); _ = &[]sync.Mutex{{}}[0]; _ = &atomic.Pointer[int]{}"), nil},
		{"reading", body("errs[0] = io.EOF; e := context.Canceled; e = nil; _ = e; _ = time.Local.String(); t := *time.UTC; _ = t"), nil},
		{"as an index", body("m := map[error]int{io.EOF: 1}; m[io.EOF] = 2; m[io.EOF]++; delete(m, io.EOF); clear(m)"), nil},
		{"as a value", body("var p *error; *p = io.EOF; s := struct{ e error }{io.EOF}; s.e = context.Canceled; errs = append(errs, io.EOF); copy(errs, []error{io.EOF})"), nil},
		{"method value", body("g := context.Canceled.Error; h := (*strings.Builder).Len; _, _ = g, h"), nil},
		{"what a function returns", body("time.NewTimer(0).C = nil; *new(time.Duration) = 1; (*context.T)(nil).x = 1"), nil},
		{"a field named like a package", body("var s struct{ io struct{ EOF error } }; s.io.EOF = nil; p := &s.io.EOF; _ = p"), nil},
		{"range define", body("for i, e := range errs { errs[i] = e }"), nil},
		{"sent and compared", body("ch <- io.EOF; _ = err == io.EOF; switch err { case io.EOF: }"), nil},
		{"multiplied and masked", body("d := 2 * time.Second; d &= time.Second; _ = d & time.Second; _ = math.MaxInt & 1"), nil},
	})
}

func TestScopesSpanFiles(t *testing.T) {
	// An import counts in its own file only; a package's own name everywhere.
	c := from(t, map[string]string{
		"a.go": "package x\nimport ctx \"context\"\nfunc f() { ctx.Canceled = nil }",
		"b.go": "package x\nfunc g() { io.EOF++ }",
		"c.go": "package x\nvar io struct{ EOF int }",
		"d.go": "package x\nfunc h(ctx *struct{ Canceled error }) { ctx.Canceled = nil }",
	})
	got := Check(c, Rules{})
	if len(got) != 1 || got[0].Marks[0].File != "a.go" {
		t.Fatalf("want one refusal, in a.go: %v", got)
	}
}
