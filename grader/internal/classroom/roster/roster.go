package roster

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Roster is the class, in the order of the file.
type Roster struct {
	Students []Student
	// Notes say in plain sentences what was odd: a row that is there twice.
	Notes []string
}

// Student is one row. Only Name is always there.
type Student struct {
	Name    string
	ID      string // the platform's number: Canvas's ID, Moodle's Identifier
	SISID   string // the school's
	Login   string
	Email   string
	Section string
	Team    string
	// Other are further columns that name a student: a second login, say.
	Other []string
	// Line is where the row begins in the file, from 1.
	Line int
}

// IDs are the columns beside the name, as results keep them.
func (s Student) IDs() map[string]string {
	m := map[string]string{}
	for key, v := range map[string]string{"id": s.ID, "sis_id": s.SISID, "login": s.Login, "email": s.Email, "section": s.Section} {
		if v != "" {
			m[key] = v
		}
	}
	return m
}

// columns are the names that a column may have, in small letters with single
// spaces for all that is no letter and no digit.
var columns = map[string][]string{
	"name":  {"name", "student", "student name", "full name", "fullname", "display name"},
	"first": {"first name", "firstname", "given name", "forename"},
	"last":  {"last name", "lastname", "surname", "family name"},
	"id":    {"id", "identifier", "user id", "userid", "canvas id", "canvas user id", "participant"},
	"sis_id": {"sis id", "sisid", "sis user id", "sid", "student id", "id number", "idnumber",
		"student number", "matriculation number", "org defined id"},
	"login":   {"login", "login id", "sis login id", "username", "user name", "user", "netid", "net id", "github username", "github", "github login"},
	"email":   {"email", "e mail", "email address", "e mail address", "mail"},
	"section": {"section", "sections", "class"},
	"team":    {"team", "group", "team name", "group name", "groups"},
}

// maxSize bounds a roster; the largest university fits.
const maxSize = 16 << 20

// ColumnError says that a needed column is missing.
type ColumnError struct {
	Have []string // the columns that there are
}

func (e *ColumnError) Error() string {
	var have []string
	for _, h := range e.Have {
		have = append(have, strconv.Quote(h))
	}
	there := "there are " + strings.Join(have, ", ")
	if len(have) == 0 {
		there = "the first line is empty"
	}
	return "there is no column for the name (name, Student, Full name, or First name and Last name); " + there
}

// Read reads a roster. The error is a *ColumnError when the names are missing.
func Read(in io.Reader) (Roster, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxSize+1))
	if err != nil {
		return Roster{}, fmt.Errorf("read roster: %w", err)
	}
	if len(text) > maxSize {
		return Roster{}, fmt.Errorf("read roster: it is larger than %d MiB", maxSize>>20)
	}
	var r Roster
	text, err = r.decode(text)
	if err != nil {
		return Roster{}, fmt.Errorf("read roster: %w", err)
	}
	if err := r.parse(text); err != nil {
		return Roster{}, fmt.Errorf("read roster: %w", err)
	}
	return r, nil
}

// decode makes UTF-8 of what spreadsheets write.
func (r *Roster) decode(text []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(text)
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return nil, errors.New("it is a spreadsheet: save it as CSV")
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		r.Notes = append(r.Notes, "The roster is not in UTF-8 and was read as Windows-1252.")
		return charmap.Windows1252.NewDecoder().Bytes(text)
	}
	return text, nil
}

func (r *Roster) parse(text []byte) error {
	first := 0
	var comma rune
	// Excel's own way of naming the separator.
	if line, rest, ok := bytes.Cut(text, []byte("\n")); ok {
		if s := strings.TrimRight(string(line), "\r"); len(s) == 5 && strings.EqualFold(s[:4], "sep=") && strings.ContainsAny(s[4:], ",;") {
			text, comma, first = rest, rune(s[4]), 1
		}
	}
	if comma == 0 {
		comma = separator(text)
	}
	c := csv.NewReader(bytes.NewReader(text))
	c.Comma = comma
	c.FieldsPerRecord = -1
	c.TrimLeadingSpace = comma != '\t' // a tab is a space to it
	head, err := c.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("it is empty")
	}
	if err != nil {
		return csvError(err, first)
	}
	at, err := findColumns(head)
	if err != nil {
		return err
	}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return csvError(err, first)
		}
		line, _ := c.FieldPos(0)
		if s := at.student(row); s.Name != "" {
			s.Line = line + first
			if err := r.add(s); err != nil {
				return err
			}
		}
	}
	if len(r.Students) == 0 {
		return errors.New("there is no student in it")
	}
	return nil
}

func csvError(err error, first int) error {
	if p := (*csv.ParseError)(nil); errors.As(err, &p) {
		return fmt.Errorf("line %d: %w", p.StartLine+first, p.Err)
	}
	return err
}

// separator is the one that the first line has most of, outside of quotes.
func separator(text []byte) rune {
	var n [3]int
	const all = ",;\t"
	inQuotes := false
	for _, b := range text {
		if b == '"' {
			inQuotes = !inQuotes
		}
		if b == '\n' && !inQuotes {
			break
		}
		if i := strings.IndexByte(all, b); i >= 0 && !inQuotes {
			n[i]++
		}
	}
	best := 0
	for i := range n {
		if n[i] > n[best] {
			best = i
		}
	}
	return rune(all[best])
}

// places are the columns by what they hold. A kind may have several: the first
// counts, and the others help to match.
type places map[string][]int

func findColumns(head []string) (places, error) {
	at := places{}
	var have []string
	for i, h := range head {
		if strings.TrimSpace(h) != "" {
			have = append(have, strings.TrimSpace(h))
		}
		name := strings.Join(strings.FieldsFunc(strings.ToLower(h), func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9')
		}), " ")
		for kind, names := range columns {
			if slices.Contains(names, name) {
				at[kind] = append(at[kind], i)
			}
		}
	}
	// An anonymous class has numbers for names.
	if len(at["name"]) == 0 && len(at["first"])+len(at["last"]) == 0 && !hasIdentifier(head) {
		return nil, &ColumnError{Have: have}
	}
	return at, nil
}

func hasIdentifier(head []string) bool {
	return slices.ContainsFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), "identifier") })
}

func (at places) student(row []string) Student {
	get := func(kind string) string {
		for _, i := range at[kind] {
			if i < len(row) {
				return strings.Join(strings.Fields(row[i]), " ")
			}
		}
		return ""
	}
	s := Student{
		Name: get("name"), ID: get("id"), SISID: get("sis_id"), Login: get("login"), Email: get("email"),
		Section: get("section"), Team: get("team"),
	}
	if s.Name == "" {
		s.Name = strings.TrimSpace(get("first") + " " + get("last"))
	}
	if s.Name == "" {
		for _, v := range []string{s.ID, s.Email, s.Login, s.SISID} {
			if s.Name == "" {
				s.Name = v
			}
		}
	}
	for _, kind := range []string{"id", "sis_id", "login", "email"} {
		for _, i := range at[kind][min(1, len(at[kind])):] {
			if i < len(row) && strings.TrimSpace(row[i]) != "" {
				s.Other = append(s.Other, strings.TrimSpace(row[i]))
			}
		}
	}
	// Rows of Canvas's gradebook that are no students.
	if n := s.Name; strings.EqualFold(n, "points possible") || n == "Student, Test" && s.SISID == "" {
		return Student{}
	}
	return s
}

// add takes a student. The same row twice is noted; two rows that share what
// is one student's alone are an error, since either could be meant.
func (r *Roster) add(s Student) error {
	for _, o := range r.Students {
		same := o
		same.Line = s.Line
		if o.Name == s.Name && slices.Equal(o.Other, s.Other) && equal(same, s) {
			r.Notes = append(r.Notes, fmt.Sprintf("Lines %d and %d of the roster are the same student, %q.", o.Line, s.Line, s.Name))
			return nil
		}
		for _, x := range []struct{ what, a, b string }{
			{"id", o.ID, s.ID}, {"school id", o.SISID, s.SISID}, {"login", o.Login, s.Login}, {"email address", o.Email, s.Email},
		} {
			if x.a != "" && strings.EqualFold(x.a, x.b) {
				return fmt.Errorf("lines %d (%q) and %d (%q) have the same %s, %q: leave one of them", o.Line, o.Name, s.Line, s.Name, x.what, x.b)
			}
		}
	}
	r.Students = append(r.Students, s)
	return nil
}

func equal(a, b Student) bool {
	return a.ID == b.ID && a.SISID == b.SISID && a.Login == b.Login && a.Email == b.Email && a.Section == b.Section && a.Team == b.Team
}
