package course

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"racekata/grader/internal/nearest"
)

// The keys of each table.
var (
	topKeys       = []string{"title", "exercise", "late", "extension", "teams"}
	exerciseKeys  = []string{"id", "weight", "deadline"}
	lateKeys      = []string{"grace", "per_day", "at_most", "closes"}
	extensionKeys = []string{"student", "exercise", "deadline", "more", "reason"}
)

// An example of each kind of value, for what is to be written instead.
const (
	aMoment   = "2027-03-05T23:59:00+01:00, with the offset of your place, or 2027-03-05T22:59:00Z"
	aDuration = `a number and m, h or d in quotes, such as "15m", "36h" or "7d"`
)

// reader takes a decoded file apart, and keeps what is wrong with it.
type reader struct {
	lines  *lines
	errors Errors
}

func (r *reader) wrong(fix string, at []string, format string, args ...any) {
	r.errors = append(r.errors, &Error{Line: r.lines.of(at...), Problem: cut(fmt.Sprintf(format, args...)), Fix: cut(fix)})
}

// cut bounds a sentence: a name in it may be as long as the file.
func cut(s string) string {
	const most = 400
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// table is one of the file.
type table struct {
	*reader
	path   []string
	values map[string]any
}

func (t table) at(name string) []string { return append(slices.Clone(t.path), name) }

// known notes each key that is not one of those. what is what the table is, in
// words.
func (t table) known(what string, names []string) {
	for name := range t.values {
		if slices.Contains(names, name) {
			continue
		}
		fix := fmt.Sprintf("did you mean %s? The keys are %s", nearest.Of(cut(name), names), strings.Join(names, ", "))
		for home, others := range map[string][]string{
			"at the top": topKeys, "below [[exercise]]": exerciseKeys, "below [late]": lateKeys, "below [[extension]]": extensionKeys,
		} {
			// Each of them has one home, but for deadline and exercise.
			if slices.Contains(others, name) && name != "deadline" && name != "exercise" {
				fix = fmt.Sprintf("%s belongs %s", name, home)
			}
		}
		t.wrong(fix, t.at(name), "%s has no key %q", what, name)
	}
}

func (t table) text(name string) string {
	v, there := t.values[name]
	if !there {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		t.wrong("write it in quotes", t.at(name), "%s is %s and not a text", name, kind(v))
	}
	return strings.TrimSpace(s)
}

// texts reads one text, or an array of them.
func (t table) texts(name string) []string {
	switch v := t.values[name].(type) {
	case nil:
		return nil
	case string:
		return []string{v}
	case []any:
		var all []string
		for i, one := range v {
			s, ok := one.(string)
			if !ok {
				t.wrong(`write it in quotes`, append(t.at(name), strconv.Itoa(i)), "element %d of %s is %s and not a text", i+1, name, kind(one))
				s = ""
			}
			all = append(all, s)
		}
		return all
	default:
		t.wrong(fmt.Sprintf(`write %s = "…", or several in brackets: ["…", "…"]`, name), t.at(name), "%s is %s and not a text", name, kind(v))
		return nil
	}
}

// number reads one from 0 to most; otherwise is what comes of none.
func (t table) number(name string, otherwise, most float64, fix string) float64 {
	v, there := t.values[name]
	if !there {
		return otherwise
	}
	var n float64
	switch v := v.(type) {
	case int64:
		n = float64(v)
	case float64:
		n = v
	default:
		t.wrong(fix, t.at(name), "%s is %s and not a number", name, kind(v))
		return otherwise
	}
	if math.IsNaN(n) || n < 0 || n > most {
		t.wrong(fix, t.at(name), "%s is %v", name, v)
		return otherwise
	}
	return n
}

func (t table) duration(name string) time.Duration {
	v, there := t.values[name]
	if !there {
		return 0
	}
	s, ok := v.(string)
	if !ok {
		t.wrong("write "+aDuration, t.at(name), "%s is %s and not a duration", name, kind(v))
		return 0
	}
	d, err := parseDuration(s)
	if err != nil {
		t.wrong("write "+aDuration, t.at(name), "%s is %q: %v", name, s, err)
		return 0
	}
	return d
}

// moment reads a point in time. One without an offset would be another one on
// each machine that grades.
func (t table) moment(name string) time.Time {
	v, there := t.values[name]
	if !there {
		return time.Time{}
	}
	switch v := v.(type) {
	case time.Time:
		if v.Year() >= 2000 {
			return v
		}
		t.wrong("check the year", t.at(name), "%s is in the year %d", name, v.Year())
	case toml.LocalDateTime:
		t.wrong("write "+aMoment, t.at(name), "%s %s does not say in which time zone", name, v)
	case toml.LocalDate:
		t.wrong("write "+aMoment, t.at(name), "%s %s does not say at what time of the day", name, v)
	case toml.LocalTime:
		t.wrong("write "+aMoment, t.at(name), "%s %s does not say on which day", name, v)
	case string:
		t.wrong("leave out the quotes, and write "+aMoment, t.at(name), "%s is a text and not a date with a time", name)
	default:
		t.wrong("write "+aMoment, t.at(name), "%s is %s and not a date with a time", name, kind(v))
	}
	return time.Time{}
}

// tables reads an array of tables.
func (t table) tables(name string) []table {
	v, there := t.values[name]
	if !there {
		return nil
	}
	array, ok := v.([]any)
	if _, single := v.(map[string]any); single {
		t.wrong("write [["+name+"]], with two brackets", t.at(name), "[%s] can be there several times", name)
		return nil
	}
	if !ok {
		t.wrong("write [["+name+"]], and its keys below", t.at(name), "%s is %s and not a table", name, kind(v))
		return nil
	}
	var all []table
	for i, one := range array {
		path := append(t.at(name), strconv.Itoa(i))
		values, ok := one.(map[string]any)
		if !ok {
			t.wrong("write [["+name+"]], and its keys below", path, "%s is %s and not a table", name, kind(one))
			continue
		}
		all = append(all, table{t.reader, path, values})
	}
	return all
}

// table reads one table; an empty one if there is none.
func (t table) table(name string) table {
	sub := table{t.reader, t.at(name), nil}
	switch v := t.values[name].(type) {
	case nil:
	case map[string]any:
		sub.values = v
	case []any:
		t.wrong("write ["+name+"], with one bracket, once", t.at(name), "there is one [%s] in a course", name)
	default:
		t.wrong("write ["+name+"], and its keys below", t.at(name), "%s is %s and not a table", name, kind(v))
	}
	return sub
}

// kind says what a value is.
func kind(v any) string {
	switch v := v.(type) {
	case string:
		return "a text"
	case int64:
		return fmt.Sprintf("the number %d", v)
	case float64:
		return fmt.Sprintf("the number %v", v)
	case bool:
		return fmt.Sprint(v)
	case []any:
		return "an array"
	case map[string]any:
		return "a table"
	default:
		return "a date or time"
	}
}
