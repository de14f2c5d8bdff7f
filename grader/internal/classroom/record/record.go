package record

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"racekata/grader/internal/verdict"
)

// Schema names the shape of verdicts.jsonl, on its first line.
const Schema = "racekata/verdicts/v1"

// Name is the file's name in a folder of results.
const Name = "verdicts.jsonl"

// maxLine bounds a line; the largest verdict is far below.
const maxLine = 64 << 20

// header is the first line.
type header struct {
	Schema string    `json:"schema"`
	Begun  time.Time `json:"begun"`
}

// Line is one verdict.
type Line struct {
	Student  string `json:"student"` // the key of the submission
	Exercise string `json:"exercise"`
	Hash     string `json:"hash"` // the candidate's
	// Basis names all that judged it: hidden tests, kit, toolchain, policy,
	// plan. Equal code on an equal basis has an equal verdict.
	Basis   string           `json:"basis"`
	At      time.Time        `json:"at"`
	Verdict *verdict.Verdict `json:"verdict"`
}

// ErrInUse says that another run writes into the same folder.
var ErrInUse = errors.New("another grading run is writing into this folder")

// Lines are the verdicts of a record: of several for one student's exercise the
// last.
type Lines map[place]Line

type place struct{ student, exercise string }

// Find is the verdict that counts for a student's exercise.
func (l Lines) Find(student, exercise string) (Line, bool) {
	line, ok := l[place{student, exercise}]
	return line, ok
}

// Read reads the record in a folder without writing to it, as it is at this
// moment; no lines if there is none. A run may be at it meanwhile.
func Read(dir string) (Lines, error) {
	f, err := os.Open(filepath.Join(dir, Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	defer f.Close()
	lines, _, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	return lines, nil
}

// Book is the record of one folder of results. Append may be called from any
// goroutine.
type Book struct {
	mu    sync.Mutex
	file  *os.File
	lines Lines
}

// Open reads the record in a folder, which it makes if need be, and keeps the
// folder for itself until Close. The errors are ErrInUse, those of the machine,
// and one that names the line which is no verdict.
func Open(dir string, now time.Time) (b *Book, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of results: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, Name), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the record: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	if err := lock(f); err != nil {
		return nil, err
	}
	b = &Book{file: f}
	var end int64
	b.lines, end, err = read(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Join(dir, Name), err)
	}
	if err := f.Truncate(end); err != nil {
		return nil, fmt.Errorf("cut the record's torn end: %w", err)
	}
	if _, err := f.Seek(end, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	if end == 0 {
		if err := b.write(header{Schema, now.UTC().Truncate(time.Second)}); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func lock(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrInUse
		case err != nil:
			return fmt.Errorf("lock the record: %w", err)
		default:
			return nil
		}
	}
}

// read reads all whole lines; end is where they stop, in bytes.
func read(in io.Reader) (lines Lines, end int64, err error) {
	lines = Lines{}
	r := bufio.NewReaderSize(in, 1<<20)
	for number := 1; ; number++ {
		text, err := readLine(r)
		if errors.Is(err, io.EOF) {
			return lines, end, nil // what has no end does not count
		}
		if err != nil {
			return nil, 0, fmt.Errorf("line %d: %w", number, err)
		}
		if err := lines.take(text, number == 1); err != nil {
			return nil, 0, fmt.Errorf("line %d: %w", number, err)
		}
		end += int64(len(text))
	}
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
		if len(line) > maxLine {
			return nil, fmt.Errorf("it is longer than %d MiB", maxLine>>20)
		}
	}
}

func (l Lines) take(text []byte, first bool) error {
	if first {
		var h header
		if err := json.Unmarshal(text, &h); err != nil || h.Schema != Schema {
			return fmt.Errorf("this is no record of verdicts (%s)", Schema)
		}
		return nil
	}
	var line Line
	if err := json.Unmarshal(text, &line); err != nil {
		return fmt.Errorf("no verdict: %w", err)
	}
	if line.Student == "" || line.Exercise == "" || line.Verdict == nil {
		return errors.New("no verdict: it lacks a student, an exercise or a verdict")
	}
	l[place{line.Student, line.Exercise}] = line
	return nil
}

// Find is the verdict that counts for a student's exercise.
func (b *Book) Find(student, exercise string) (Line, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines.Find(student, exercise)
}

// Students are those who have a verdict, in no order.
func (b *Book) Students() map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := map[string]bool{}
	for p := range b.lines {
		all[p.student] = true
	}
	return all
}

// Append writes a verdict and returns when it is on the disk.
func (b *Book) Append(l Line) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.write(l); err != nil {
		return err
	}
	b.lines[place{l.Student, l.Exercise}] = l
	return nil
}

func (b *Book) write(what any) error {
	text, err := json.Marshal(what)
	if err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	start, err := b.file.Seek(0, io.SeekCurrent)
	if err == nil {
		_, err = b.file.Write(append(text, '\n'))
	}
	if err == nil {
		err = b.file.Sync()
	}
	if err != nil {
		// Half a line before another would make both unreadable.
		_ = b.file.Truncate(start)
		_, _ = b.file.Seek(start, io.SeekStart)
		return fmt.Errorf("write the record: %w", err)
	}
	return nil
}

// Close gives the folder back.
func (b *Book) Close() error { return b.file.Close() }
