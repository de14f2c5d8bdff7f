package submission

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"racekata/grader/internal/candidate"
	"racekata/grader/internal/exercise"
)

// Submission is what one student, or one team, handed in.
type Submission struct {
	// Key is unique in the class: the student's name as the layout gives it.
	// It is quoted when the name holds bytes that could upset a terminal.
	Key string
	// People are those who handed it in, as far as names tell; at least one.
	People []Person
	// Layout is what the names follow.
	Layout Layout
	// Source is the base name of the file or folder that counts; where a
	// platform has put each file of a student by itself, of the first of them.
	Source string
	// Submitted is when, in UTC; zero if neither names nor metadata tell.
	Submitted time.Time
	// Modified is the youngest time of what was handed in, as the disk has it.
	// A download changes it: good for telling two submissions of one student
	// apart, not for a deadline.
	Modified time.Time
	// Late is true when the platform has marked it so.
	Late bool
	// Exercises has one for each of the catalogue, in its order.
	Exercises []Exercise
	// Problem says in a sentence why nothing of it could be read; "" if it
	// could.
	Problem string
	// Notes say in plain sentences what was odd.
	Notes []string
}

// Person is one who handed something in.
type Person struct {
	Name string // as the layout gives it: "Jane Doe", "doejane", "jdoe"
	// IDs are what else the layout tells: a platform's number, a login, an
	// address. The one to trust most is the first.
	IDs []string
}

// Exercise is one of the catalogue, as it was handed in.
type Exercise struct {
	ID string
	// Found is the folder or file in the submission, to show to a person.
	Found string
	// Candidate is what to judge, unless Why says otherwise.
	Candidate candidate.Candidate
	// Why says in a sentence why there is nothing to judge; "" if there is.
	Why string
}

// Options are how to read; the zero value is what a class needs.
type Options struct {
	Limits Limits
	// Notice is told, in a sentence each, of entries that are nobody's
	// submission; nil tells nobody.
	Notice func(sentence string)
}

// Limits on one submission. They are far beyond what a course hands in. A zero
// is the default.
type Limits struct {
	Entries  int   // files, folders and the rest; 20,000
	Unpacked int64 // bytes that come out of archives; 256 MiB
	Kept     int64 // bytes of Go source; 16 MiB
	Nested   int64 // bytes of an archive inside an archive; 32 MiB
	Depth    int   // folders in folders; 40
}

func (l Limits) orDefault() Limits {
	set := func(p *int64, v int64) {
		if *p == 0 {
			*p = v
		}
	}
	if l.Entries == 0 {
		l.Entries = 20_000
	}
	if l.Depth == 0 {
		l.Depth = 40
	}
	set(&l.Unpacked, 256<<20)
	set(&l.Kept, 16<<20)
	set(&l.Nested, 32<<20)
	return l
}

// Open reads the submissions in a folder, sorted by key. The error says that
// the folder itself cannot be read, or that ctx has ended.
func Open(ctx context.Context, dir string, c exercise.Catalogue, o Options) ([]Submission, error) {
	o.Limits = o.Limits.orDefault()
	if o.Notice == nil {
		o.Notice = func(string) {}
	}
	dir, entries, err := list(dir)
	if err != nil {
		return nil, err
	}
	students := sortOut(dir, entries, c, o.Notice)
	subs := make([]Submission, 0, len(students))
	for _, st := range students {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read submissions: %w", context.Cause(ctx))
		}
		subs = append(subs, read(ctx, dir, st, c, o.Limits))
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read submissions: %w", context.Cause(ctx))
	}
	slices.SortStableFunc(subs, func(a, b Submission) int { return strings.Compare(a.Key, b.Key) })
	return subs, nil
}

// list reads the folder. When all that there is in it is the folder of a
// platform's download, that one is meant.
func list(dir string) (string, []entry, error) {
	for range 3 {
		entries, err := readEntries(dir)
		if err != nil {
			return "", nil, err
		}
		if len(entries) != 1 || !entries[0].dir {
			return dir, entries, nil
		}
		below := filepath.Join(dir, entries[0].name)
		inner, err := readEntries(below)
		if err != nil || !fromPlatform(inner) {
			return dir, entries, nil
		}
		dir = below
	}
	entries, err := readEntries(dir)
	return dir, entries, err
}

func readEntries(dir string) ([]entry, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			err = errors.New("it is a file: unpack it into a folder of its own and name that")
		} else if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, fmt.Errorf("read submissions in %s: %w", dir, err)
	}
	var entries []entry
	for _, e := range list {
		if junk(e.Name()) {
			continue
		}
		en := entry{name: e.Name(), dir: e.IsDir(), link: e.Type()&fs.ModeSymlink != 0}
		en.special = !en.dir && !en.link && !e.Type().IsRegular()
		if info, err := e.Info(); err == nil {
			en.modified = info.ModTime()
		}
		if en.dir {
			_, err := os.Lstat(filepath.Join(dir, en.name, ".git"))
			en.git = err == nil
		}
		entries = append(entries, en)
	}
	return entries, nil
}

// junk is what desktops leave behind.
func junk(name string) bool {
	switch strings.ToLower(name) {
	case "__macosx", "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".")
}

// read never fails: what is wrong with a submission is said in it. A crash of
// a parser is no reason to stop either.
func read(ctx context.Context, dir string, st student, c exercise.Catalogue, limits Limits) (s Submission) {
	s = Submission{Key: st.key, People: st.people, Layout: st.layout, Source: quoted(st.source()), Submitted: st.submitted, Late: st.late}
	n := &notes{}
	n.addAll(st.notes)
	defer func() {
		if r := recover(); r != nil {
			s.Problem = fmt.Sprintf("Reading it made the reader crash: %s.", quoted(fmt.Sprint(r)))
			s.Exercises = nothing(c, s.Problem)
		}
		s.Notes = n.list()
	}()
	if s.Late {
		n.add("The platform marks it as late.")
	}
	chosen, t, problem := choose(ctx, dir, st, limits, n)
	if chosen != nil {
		s.Source = quoted(chosen.files[0].name)
		if !chosen.submitted.IsZero() {
			s.Submitted = chosen.submitted
		}
	}
	if problem != "" {
		s.Problem = problem
		s.Exercises = nothing(c, problem)
		return s
	}
	s.Modified = t.modified
	if s.Submitted.IsZero() && !t.committed.IsZero() {
		s.Submitted = t.committed
		n.add("The time is that of the last commit, as the student's machine had it.")
	}
	s.Exercises = t.exercises(c, n)
	return s
}

func nothing(c exercise.Catalogue, why string) []Exercise {
	all := make([]Exercise, len(c))
	for i, e := range c {
		all[i] = Exercise{ID: e.ID, Why: why}
	}
	return all
}

// choose reads the attempts of a student and returns the one that counts: the
// later by the layout's mark, otherwise the one that was changed last.
func choose(ctx context.Context, dir string, st student, limits Limits, n *notes) (*attempt, *tree, string) {
	type result struct {
		a       *attempt
		t       *tree
		notes   *notes
		problem string
	}
	var all []result
	for i := range st.attempts {
		a := &st.attempts[i]
		r := result{a: a, notes: &notes{}}
		r.t, r.problem = readAttempt(ctx, dir, a, limits, r.notes)
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(x, y result) int {
		if c := y.a.submitted.Compare(x.a.submitted); c != 0 {
			return c
		}
		return y.t.modified.Compare(x.t.modified)
	})
	best := all[0]
	n.merge(best.notes)
	for _, r := range all[1:] {
		how := "by the time on the disk"
		if !best.a.submitted.Equal(r.a.submitted) {
			how = "by the platform's time"
		}
		n.add("There are two submissions: %s counts, which is the later one %s, and %s does not.",
			quoted(best.a.files[0].name), how, quoted(r.a.files[0].name))
	}
	return best.a, best.t, best.problem
}

// readAttempt reads the files of one submission into one tree.
func readAttempt(ctx context.Context, dir string, a *attempt, limits Limits, n *notes) (*tree, string) {
	r := &reader{ctx: ctx, limits: limits, notes: n, tree: &tree{index: map[string]int{}}}
	var last string
	failed := 0
	for _, f := range a.files {
		before := r.mark()
		if err := r.top(filepath.Join(dir, f.name), f); err != nil {
			r.backTo(before)
			failed++
			last = sentence(err)
			if len(a.files) > 1 {
				n.add("%s: %s", quoted(f.name), last)
			}
		}
	}
	if failed == len(a.files) {
		return r.tree, last
	}
	return r.tree, ""
}

// top reads one file or folder of the class's folder. With inside it is as if
// it lay, under that name, in a folder of the student's.
func (r *reader) top(p string, f source) error {
	switch {
	case f.link:
		return errors.New("it is a link, and links are not followed")
	case f.dir:
		root, err := os.OpenRoot(p)
		if err != nil {
			return cannotRead(err)
		}
		defer root.Close()
		before := r.tree.seen
		if err := r.folder(root, f.inside); err != nil {
			return err
		}
		if r.tree.seen == before {
			return errors.New("the folder is empty")
		}
		if f.git {
			r.tree.committed = headTime(root)
		}
		return nil
	case f.special:
		return errors.New("it is not a regular file")
	}
	file, err := os.OpenFile(p, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return cannotRead(err)
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return cannotRead(err)
	case !info.Mode().IsRegular():
		return errors.New("it is not a regular file")
	}
	r.tree.touch(info.ModTime())
	if f.archive {
		return r.archive(file, info.Size(), f.inside, f.order)
	}
	return r.single(file, info.Size(), f)
}

func cannotRead(err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("it cannot be read: %w", err)
}
