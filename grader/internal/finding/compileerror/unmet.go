package compileerror

import (
	"regexp"
	"slices"
	"strings"
)

// Unmet is a name of the contract that the candidate does not provide as the
// hidden tests need it.
type Unmet struct {
	// Name is "New", "Counter" or "Counter.Add".
	Name string
	// Missing is true when there is no such name, false when it is there and
	// differs.
	Missing bool
	// Want is the expected signature, "" when it is not known.
	Want string
	// Have is what the candidate has instead, in the compiler's words, where
	// the compiler says.
	Have string
}

// shape is one wording of the compiler's. Its groups are named pkg, type,
// name, expr (a call's function, as the test writes it) and have.
type shape struct {
	re      *regexp.Regexp
	missing bool
}

var shapes = []shape{
	{regexp.MustCompile(`^undefined: \w+\.(?P<name>\w+)$`), true},
	{regexp.MustCompile(`undefined \(type \*?(?:\w+\.)?(?P<type>\w+)(?:\[.*\])? has no (?:field or )?method (?P<name>\w+)(?:, but does have (?:method|field) (?P<have>\w+))?`), true},
	{regexp.MustCompile(`undefined \(cannot refer to unexported (?:field|method) (?P<have>\w+)\)`), true},
	{regexp.MustCompile(`[:(] ?\*?(?:\w+\.)?(?P<type>\w+)(?:\[.*\])? does not implement .*\(missing method (?P<name>\w+)\)`), true},
	{regexp.MustCompile(`[:(] ?\*?(?:\w+\.)?(?P<type>\w+)(?:\[.*\])? does not implement .*\(wrong type for method (?P<name>\w+)\)`), false},
	{regexp.MustCompile(`[:(] ?\*?(?:\w+\.)?(?P<type>\w+)(?:\[.*\])? does not implement .*\(method (?P<name>\w+) has pointer receiver\)`), false},
	{regexp.MustCompile(`^cannot use \(\*?\w+\.(?P<type>\w+)(?:\[[^)]*\])?\)\.(?P<name>\w+) \(value of type (?P<have>.+)\) as .+ value in`), false},
	{regexp.MustCompile(`^cannot use \w+\.(?P<type>\w+)(?:\[[^)]*\])?\.(?P<name>\w+) \(value of type (?P<have>.+)\) as .+ value in`), false},
	{regexp.MustCompile(`^cannot use \w+\.(?P<name>\w+)(?:\[[^(]*\])? \((?:value|variable) of type (?P<have>.+)\) as .+ value in`), false},
	{regexp.MustCompile(`^unknown field (?P<name>\w+) in struct literal of type (?:\w+\.)?(?P<type>\w+)`), true},
	{regexp.MustCompile(`^(?:not enough|too many) arguments in call to (?P<expr>[^\s(]+)$`), false},
	{regexp.MustCompile(`^assignment mismatch: \d+ variables? but (?P<expr>[^\s(]+)(?:\(.*\))? returns? \d+ values?$`), false},
	{regexp.MustCompile(`^(?P<expr>[^\s(]+)\(.*\) \(no value\) used as value`), false},
	{regexp.MustCompile(`in argument to (?P<expr>[^\s(:]+)`), false},
	{regexp.MustCompile(`^in call to (?P<expr>[^\s(,]+),`), false},
	{regexp.MustCompile(`^invalid operation: cannot call non-function (?P<expr>[^\s(]+)`), false},
}

// mention finds what looks like a selector anywhere in a message.
var mention = regexp.MustCompile(`\b\w+\.(\w+)\b`)

// Unmet says which name of the contract an error in a hidden test is about.
// want is what [Signatures] returned for the reference. ok is false when the
// error does not tell; then it may well be the hidden test's own.
func (e Error) Unmet(want map[string]string) (u Unmet, ok bool) {
	for _, s := range shapes {
		m := s.re.FindStringSubmatch(e.Message)
		if m == nil {
			continue
		}
		typ, name := s.group(m, "type"), s.group(m, "name")
		if expr := s.group(m, "expr"); expr != "" {
			name = expr[strings.LastIndexByte(expr, '.')+1:]
		}
		if name == "" {
			continue
		}
		u = Unmet{Missing: s.missing, Have: s.group(m, "have")}
		if typ != "" {
			u.Name, u.Want = typ+"."+name, want[typ+"."+name]
			if u.Want == "" { // a field: show its type
				u.Want = want[typ]
			}
		} else {
			u.Name, u.Want = lookUp(want, name)
		}
		if u.Have == "" {
			u.Have = e.have()
		}
		return u, true
	}
	for _, m := range mention.FindAllStringSubmatch(e.Message, -1) {
		if name, sig := lookUp(want, m[1]); sig != "" {
			return Unmet{Name: name, Want: sig}, true
		}
	}
	return Unmet{}, false
}

// have is the compiler's "have …" line below a wrong method.
func (e Error) have() string {
	for _, l := range e.More {
		if h, ok := strings.CutPrefix(l, "have "); ok && !strings.HasPrefix(h, "(") {
			return h
		}
	}
	return ""
}

func (s shape) group(m []string, name string) string {
	for i, n := range s.re.SubexpNames() {
		if n == name && m[i] != "" {
			return m[i]
		}
	}
	return ""
}

// lookUp finds a function or the methods of that name. A test calls a method
// through a variable whose type the message does not give; when two types
// have one, both signatures are returned.
func lookUp(want map[string]string, name string) (full, sig string) {
	if sig, ok := want[name]; ok {
		return name, sig
	}
	var names, sigs []string
	for key := range want {
		if strings.HasSuffix(key, "."+name) {
			names = append(names, key)
		}
	}
	slices.Sort(names)
	for _, key := range names {
		sigs = append(sigs, want[key])
	}
	if len(names) == 1 {
		return names[0], sigs[0]
	}
	return name, strings.Join(sigs, " or ")
}
