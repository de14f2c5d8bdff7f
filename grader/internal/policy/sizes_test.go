package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSizes(t *testing.T) {
	const refused = "array size@3"
	run(t, []row{
		{"elements", body("var a [1<<20 + 1]byte; _ = a"), is(refused)},
		{"bytes", body("var a [1<<20][17]byte; _ = a"), is(refused)},
		{"bytes of words", body("var a [2<<20/8+1]struct{ a, b, c, d, e, f, g, h int }; _ = a"), is(refused)},
		{"nested", body("var a [1<<10][1<<10][2]struct{}; _ = a"), is(refused)},
		{"beyond 64 bits", body("var a [1<<62][1<<62]int; _ = a"), is(refused)},
		{"beyond any integer", body("var a [1<<100]int; _ = a"), is(refused)},
		{"own constant", body("const n = 1 << 30; var a [n]int; _ = a"), is(refused)},
		{"constant of the package, declared later", "package x\n\nvar a [n]int\nconst n = m * m\nconst m = 1 << 15", is(refused)},
		{"iota", "package x\nconst ( _ = 1 << (10*iota); kb; mb; gb )\nvar a [gb]byte", is(refused)},
		{"typed and complemented", body("var a [^uint32(0)]byte; _ = a"), is(refused)},
		{"rune", body("var a ['\\U0010FFFF']int; _ = a"), is(refused)},
		{"float", body("var a [1e9]int; _ = a"), is(refused)},
		{"len of an array", body("var a [len([1 << 21]int{})]int; _ = a"), is(refused)},
		{"len of a string", "package x\nconst s = \"" + strings.Repeat("x", 1025) + "\"\nvar a [len(s) * len(s)]int", is(refused)},
		{"min and max", body("var a [max(1, min(1<<30, 1<<29))]int; _ = a"), is(refused)},
		{"math", body("var a [math.MaxInt32]byte; _ = a"), is(refused)},
		{"math, through a constant", "package x; import m \"math\"\nconst n = m.MaxInt64 >> 20\nvar a [n]byte", is(refused)},
		{"a float of math", body("var a [math.MaxFloat64 / 0x1p971]int; _ = a"), is(refused)},
		{"time", body("var a [time.Second]int; _ = a"), is(refused)},
		{"time, computed", body("var a [time.Hour / time.Microsecond]int; _ = a"), is(refused)},
		{"a package that is not known", "package x\nimport \"strings\"\nvar a [strings.Huge]int", is(refused)},
		{"the same through a constant", "package x; import \"strings\"\nconst n = strings.Huge * 2\nvar a [n]int", is(refused)},

		{"literal", body("_ = [...]int{1 << 30: 1}"), is(refused)},
		{"literal of a slice", body("_ = []int{1 << 30: 1}"), is(refused)},
		{"literal by constant", body("const last = 1 << 30; _ = []int{last: 1}"), is(refused)},
		{"literal without a type", body("_ = [][]int{{1 << 30: 1}}"), is(refused)},
		{"literal without a pointer", body("_ = []*[]int{{1 << 30: 1}}"), is(refused)},
		{"literal of a named type", "package x\ntype S []int\nvar a = S{1 << 30: 1}", is(refused)},
		{"literal of an alias", "package x\ntype S = []int\nvar a = S{1 << 30: 1}", is(refused)},
		{"literal of a generic type", "package x\ntype S[T any] []T\nvar a = S[int]{1 << 30: 1}", is(refused)},
		{"literal of a generic alias", "package x\ntype S[T any] = []T\nvar a = S[int]{1 << 30: 1}", is(refused)},
		{"literal of another package's type", body("_ = sort.IntSlice{1 << 30: 1}"), is(refused)},
		{"the same by constant", body("const last = 1 << 30; _ = sort.IntSlice{last: 1}"), is(refused)},
		{"the same in a closure in an unknown call", body("sort.Unknown(sort.X{}, func() { const last = 1 << 30; _ = sort.IntSlice{last: 1} })"), is(refused)},
		{"literal of few but large", body("type T [1 << 20]byte; _ = []T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}"), is(refused)},
		{"after the large index", body("_ = []int{1<<20 - 1: 1, 2}"), is(refused)},
		{"values of a map", body("_ = map[string][]int{\"a\": {1 << 30: 1}}"), is(refused)},
		{"many literals", "package x\ntype T [1 << 20]int\nvar ( a = T{1}; b = T{1}; c = T{1}; d = T{1}; e = T{1}; f = T{1}; g = T{1}; h = T{1}\ni = T{1} )", is("array size@4")},

		{"in a type", "package x\n\ntype T struct{ a [1 << 30]int }", is(refused)},
		{"pointed to", "package x\n\ntype T struct{ a *[1 << 30]int }", is(refused)},
		{"parameter", "package x\n\nfunc f(a [1 << 30]int) {}", is(refused)},
		{"in a map", body("_ = map[[1 << 30]int]int{}"), is(refused)},
		{"channel of", body("_ = make(chan [1 << 30]int)"), is(refused)},
		{"sizeless loop", body("for range [1 << 30]struct{}{} {}"), is(refused)},
		{"new", body("_ = new([1 << 30]int)"), is(refused)},
		{"conversion", body("_ = [1 << 30]int(v.([]int))"), is(refused)},
		{"assertion", body("_ = v.([1 << 30]int)"), is(refused)},
		{"type switch", body("switch v.(type) { case [1 << 30]int: }"), is(refused)},
		{"constraint", "package x\n\nfunc f[T [1 << 30]int]() {}", is(refused)},
		{"type argument", "package x\nfunc f[T any]() {}\nvar _ = f[[1 << 30]int]", is(refused)},
		{"as an argument of what is unknown", body("sort.Unknown(sort.X, [1 << 30]int{})"), is(refused)},
		{"in a method of what is unknown", body("var w sort.X; w.Do(func() { const n = 1 << 30; go w.Do([n]int{}) })"), is(refused)},
		{"in a loop over what is unknown", body("for range sort.X { if sort.Y() { var a [1 << 30]int; _ = a } }"), is(refused)},
		{"in a case of what is unknown", body("switch sort.X { case sort.Y: var a [1 << 30]int; _ = a }"), is(refused)},
		{"in a clause of what is unknown", body("select { case <-sort.X: var a [1 << 30]int; _ = a }"), is(refused)},
		{"of unknown elements", body("var a [1 << 19]sync.Mutex; _ = a"), is(refused)},
		{"struct of structs", "package x\n\ntype ( A struct{ a, b B }; B struct{ a, b C }; C struct{ a [1 << 20]int } )", is(refused)},
		{"made by type arguments", "package x\ntype P[T any] struct{ a [1000]T }\nvar a P[P[[100]int]]", is(refused)},

		{"right at the limit", body("var a [1 << 20]int64; var b [16 << 20 >> 20][1 << 20 >> 4]byte; _, _ = a, b"), nil},
		{"shards", body("const shards = 64; type shard struct { mu sync.Mutex; m map[string]int; _ [64]byte }; var a [shards]shard; _ = a; _ = make([]shard, shards)"), nil},
		{"a thousand mutexes", body("var a [1024]sync.Mutex; var b [256]sync.Map; _, _ = a, b"), nil},
		{"map with large keys", body("_ = map[int]string{1 << 40: \"a\"}; type M map[uint64]int; _ = M{math.MaxUint64: 1}"), nil},
		{"struct keys", "package x\nconst N = 1 << 40\ntype T struct{ N int }\nvar a = T{N: 1}; var b = []T{{N: 2}}; var c = map[string]T{\"a\": {N: 1}}", nil},
		{"another package's struct", body("_ = sync.Pool{New: func() any { return 1 }}; _ = &sync.Pool{New: nil}"), nil},
		{"iota keys", "package x\nconst ( red = iota; green )\nvar names = [...]string{red: \"red\", green: \"green\"}", nil},
		{"large slice at run time", body("_ = make([]int, 1<<30)"), nil},
		{"known constants", body("var a [math.MaxUint8]int; var b [len(time.RFC3339)]byte; var c [time.December + 1]int; _, _, _ = a, b, c"), nil},
		{"len of what is unknown", body("_ = len(sort.X); a := [3]sync.Mutex{}; var b [len(a)]int; _ = b"), nil},
		{"compile errors stay the compiler's", body("n := 3; var a [n]int; var b [undefined]int; var c [-1]int; var d [1.5]int; var e [\"a\"]int; type T [2]T; _ = [...]int{-1: 1}"), nil},
	})
}

func TestStringSizes(t *testing.T) {
	var doubling strings.Builder
	doubling.WriteString("package x\nconst s0 = \"0123456789abcdef\"\n")
	for i := range 40 {
		fmt.Fprintf(&doubling, "const s%d = s%d + s%d\n", i+1, i, i)
	}
	var converted strings.Builder
	converted.WriteString("package x\ntype S string\nconst s0 = S(\"0123456789abcdef\")\n")
	for i := range 40 {
		fmt.Fprintf(&converted, "const s%d = S(S(s%d) + max(s%d, \"a\"))\n", i+1, i, i)
	}
	var nested strings.Builder
	nested.WriteString("package x\nfunc f() {\nconst s = \"0123456789abcdef\"\n")
	for range 40 {
		nested.WriteString("{ const s = s + (s)\n")
	}
	nested.WriteString(strings.Repeat("}", 41))
	many := "package x\nconst s = `" + strings.Repeat("x", 600_000) + "`\nvar (\n" + strings.Repeat("_ = []byte(s)\n", 40) + ")"
	run(t, []row{
		{"doubling", doubling.String(), is("string size@19")},
		{"doubling in shadows", nested.String(), is("string size@20")},
		{"by conversion", converted.String(), is("string size@20")},
		{"many copies", many, is("string size@30")},
		{"in an array's length", doubling.String() + "var a [len(s40)]int", is("string size@19", "array size@43")},
		{"within an argument within a sum", "package x\nconst s = `" + strings.Repeat("x", 600_000) + "`\nvar a = f(func() string { return s + s }) + \"\"", is("string size@3")},
		{"itself", "package x\nconst a = b + b\nconst b = a + a", nil},
		{"ordinary", "package x\nconst a = \"a\" + \"b\"\nfunc f(s string, n int) string { return a + s + string(rune(n)) + a }", nil},
	})
}

// Each of these would end the grader by stack overflow, or hold it for minutes,
// if its work were not bounded.
func TestHostileShapes(t *testing.T) {
	const megabyte, length = 1 << 20, 1 << 18
	chain := func(decl string) string { // each needs the next
		var b strings.Builder
		b.WriteString("package x\n")
		for i := 0; b.Len() < length-100; i++ {
			fmt.Fprintf(&b, decl, i, i+1)
		}
		return b.String()
	}
	powers := func(first, next string) string { // each takes twice the one above
		var b strings.Builder
		b.WriteString("package x\n" + first + "\n")
		for i := range 60 {
			b.WriteString(strings.NewReplacer("NEW", fmt.Sprintf("A%d", i+1), "OLD", fmt.Sprintf("A%d", i)).Replace(next) + "\n")
		}
		return b.String()
	}
	for _, tc := range []struct {
		name, src string
		want      string // the first finding's rule
	}{
		{"parentheses", "package x\nvar a = " + strings.Repeat("(", 20_000) + "1" + strings.Repeat(")", 20_000), RuleNesting},
		{"additions", "package x\nvar a = 1" + strings.Repeat("+1", megabyte/2-20), RuleSyntax},
		{"fewer additions", "package x\nvar a = 1" + strings.Repeat("+1", 2_000), RuleNesting},
		{"calls", "package x\nvar a = f" + strings.Repeat("()", megabyte/2-20), RuleSyntax},
		{"selectors", "package x\nvar a = f" + strings.Repeat(".a", megabyte/2-20), RuleSyntax},
		{"blocks", "package x\nfunc f() " + strings.Repeat("{", 20_000) + strings.Repeat("}", 20_000), RuleNesting},
		{"closures", "package x\nvar a = " + strings.Repeat("func() {", 9_000) + strings.Repeat("}", 9_000), RuleNesting},
		{"pointers", "package x\nvar a " + strings.Repeat("*", 20_000) + "int", RuleNesting},
		{"else if", "package x\nfunc f() { if true {} " + strings.Repeat("else if true {}", 15_000) + "}", RuleNesting},
		{"slices of slices", "package x\nvar a " + strings.Repeat("[]", 20_000) + "int", RuleNesting},
		{"constants", chain("const c%d = c%d\n"), ""},
		{"strings", chain("const c%[1]d = c%[2]d + c%[2]d\n"), ""},
		{"lengths", chain("const c%d = len([c%d]int{})\n"), ""},
		{"variables", chain("var v%d = v%d\n"), ""},
		{"named types", chain("type T%d T%d\n"), ""},
		{"structs", chain("type T%d struct{ a T%d }\n"), ""},
		{"arrays of arrays", chain("type T%d [2]T%d\n"), RuleArraySize},
		{"squares", powers("const A0 = 3", "const NEW = OLD * OLD"), ""},
		{"square floats", powers("const A0 = 3.1", "const NEW = OLD * OLD"), ""},
		{"whole floats", powers("const A0 = 3e9", "const NEW = OLD * OLD"), ""},
		{"an exponent", "package x\nvar a [1e1000000000]int; var b [0x1p-1000000000]int; var c [1<<1000000000]int", ""},
		{"digits", "package x\nvar a [" + strings.Repeat("9", megabyte-100) + "]int", RuleArraySize},
		{"doubled structs", powers("type A0 struct{ a int }", "type NEW struct{ a, b OLD }"), RuleArraySize},
		{"doubled type arguments", powers("type A0[T any] struct{ a, b T }", "type NEW[T any] struct{ a, b OLD[OLD[T]] }") + "var a A60[int]", RuleArraySize},
		{"a little more each time", powers("type A0[T any] struct{ a T; b bool }", "type NEW[T any] struct{ a OLD[OLD[T]] }") + "var a A60[int]", RuleNesting},
		{"aliases", powers("type A0[T any] = []T", "type NEW[T any] = OLD[OLD[T]]"), ""},
		{"aliases of aliases, literally", powers("type A0[T any] = T", "type NEW[T any] = OLD[OLD[T]]") + "var a = A60[[]int]{1 << 30: 1}", RuleArraySize},
		{"growing without end", "package x\ntype T[P any] struct{ a T[struct{ a P; b bool }] }\nvar a T[int]", RuleNesting},
		{"instances of instances", "package x\ntype P[T any] struct{ a, b T }\nvar a " + strings.Repeat("P[", 900) + "int" + strings.Repeat("]", 900), RuleArraySize},
		{"aliases in a circle", "package x\ntype A = B\ntype B = A\nvar a = A{1: 1}", ""},
		{"variables in a circle", "package x\nvar a, b = b, a\nvar c [len(a)]int", RuleArraySize},
	} {
		t.Run(tc.name, func(t *testing.T) {
			require.LessOrEqual(t, len(tc.src), megabyte)
			got := Check(one(t, tc.src), Rules{})
			first := ""
			if len(got) > 0 {
				first = got[0].Rule
			}
			require.Equal(t, tc.want, first)
		})
	}
}
