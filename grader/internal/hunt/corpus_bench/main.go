// Corpus_bench measures hunt on its corpus, the small programs of
// grader/internal/hunt/testdata/corpus, each of which there is with a bug and
// without:
//
//	go run ./grader/internal/hunt/corpus_bench -state hunts.jsonl
//
// Every bug is hunted until it is found or the budget is used up, every fixed
// twin for a second, several times each. What has been measured is kept in the
// state file, a line for each hunt, so that the command can be stopped and
// carried on; the table is made from that file.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"racekata/grader/internal/hunt"
	"racekata/grader/internal/plan"
)

const corpus = "grader/internal/hunt/testdata/corpus"

// row is one hunt.
type row struct {
	Program  string  `json:"program"` // "ab_ba_ledger"
	Side     string  `json:"side"`    // "bug" or "fixed"
	Seed     uint64  `json:"seed"`
	Runs     int     `json:"runs"`
	Seconds  float64 `json:"seconds"` // until it was found, or over
	Kind     string  `json:"kind,omitempty"`
	Title    string  `json:"title,omitempty"`
	CPU      int     `json:"cpu,omitempty"`
	Profile  string  `json:"profile,omitempty"`
	Outcome  string  `json:"outcome"`
	Findings int     `json:"findings"`
}

func main() {
	var (
		bugs       = flag.Int("bugs", 5, "hunts of each bug")
		twins      = flag.Int("twins", 50, "hunts of each fixed twin")
		budget     = flag.Duration("budget", 20*time.Second, "budget of a bug's hunt")
		twinBudget = flag.Duration("twin-budget", time.Second, "budget of a twin's hunt")
		jobs       = flag.Int("jobs", hunt.Jobs(plan.Cores()), "processes at once")
		only       = flag.String("only", "", "only the programs whose names hold this")
		state      = flag.String("state", "", "file that keeps what has been measured")
		kit        = flag.String("kit", "grader/kit", "folder of the kit")
	)
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b := bench{kit: os.DirFS(*kit), jobs: *jobs, state: *state}
	err := b.run(ctx, *only, []side{{"bug", *bugs, *budget}, {"fixed", *twins, *twinBudget}})
	b.table(os.Stdout)
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "✗", err)
		os.Exit(1)
	}
}

type side struct {
	name   string
	times  int
	budget time.Duration
}

type bench struct {
	kit   fs.FS
	jobs  int
	state string
	rows  []row
}

func (b *bench) run(ctx context.Context, only string, sides []side) error {
	if err := b.load(); err != nil {
		return err
	}
	dir, err := filepath.Abs(corpus)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read the corpus (run this at the top of the repository): %w", err)
	}
	for _, s := range sides {
		for _, e := range entries {
			if !e.IsDir() || !strings.Contains(e.Name(), only) {
				continue
			}
			if err := b.measure(ctx, dir, e.Name(), s); err != nil {
				return err
			}
		}
	}
	return nil
}

// measure makes the hunts of one program that the state does not hold yet.
func (b *bench) measure(ctx context.Context, dir, program string, s side) error {
	have := 0
	for _, r := range b.rows {
		if r.Program == program && r.Side == s.name {
			have++
		}
	}
	if have >= s.times {
		return nil
	}
	var keepErr error
	rep, err := hunt.Hunt(ctx, hunt.Options{
		Kit: b.kit, Dir: dir, Patterns: []string{"./" + program + "/" + s.name},
		Seed: uint64(have + 1), Repeat: s.times - have, Budget: s.budget, Jobs: b.jobs,
		Tried: func(_ string, seed uint64, t hunt.Test, found []hunt.Finding) {
			r := row{Program: program, Side: s.name, Seed: seed, Runs: t.Runs, Seconds: t.Took.Seconds(), Outcome: string(t.Outcome), Findings: len(found)}
			if len(found) > 0 {
				f := found[0]
				r.Kind, r.Title, r.Seconds = string(f.Kind), f.Title, f.After.Seconds()
				r.CPU, r.Profile = f.Seen[0].CPU, f.Seen[0].Profile
			}
			b.rows = append(b.rows, r)
			keepErr = errors.Join(keepErr, b.keep(r))
			fmt.Fprintf(os.Stderr, "%s/%s seed %d: %s %s, %d runs, %.1f s\n", program, s.name, seed, r.Outcome, r.Kind, r.Runs, r.Seconds)
		},
	})
	if err != nil {
		return err
	}
	if p := rep.Packages[0]; p.Problem != "" {
		return fmt.Errorf("%s/%s: %s", program, s.name, p.Problem)
	}
	return keepErr
}

func (b *bench) load() error {
	if b.state == "" {
		return nil
	}
	f, err := os.Open(b.state)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	for in := bufio.NewScanner(f); in.Scan(); {
		var r row
		if json.Unmarshal(in.Bytes(), &r) == nil { // half a line was being written when it was stopped
			b.rows = append(b.rows, r)
		}
	}
	return nil
}

func (b *bench) keep(r row) error {
	if b.state == "" {
		return nil
	}
	f, err := os.OpenFile(b.state, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	err = json.NewEncoder(f).Encode(r)
	return errors.Join(err, f.Close())
}

// table writes what has been measured so far.
func (b *bench) table(out io.Writer) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "bug\tfound\tseconds: median\tmost\truns: median\tmost\tas\tby")
	var bugs, found, twins, hunts, alarms int
	for _, program := range b.programs("bug") {
		rows := b.of(program, "bug")
		var seconds, runs []float64
		kinds, by := map[string]int{}, map[string]int{}
		for _, r := range rows {
			bugs++
			if r.Findings == 0 {
				continue
			}
			found++
			seconds, runs = append(seconds, r.Seconds), append(runs, float64(r.Runs))
			kinds[r.Kind]++
			by[profile(r.Profile)]++
		}
		fmt.Fprintf(w, "%s\t%d of %d\t%s\t%s\t%s\t%s\n", program, len(seconds), len(rows), numbers("%.1f", seconds), numbers("%.0f", runs), counts(kinds), counts(by))
	}
	w.Flush()
	fmt.Fprintln(out)
	for _, program := range b.programs("fixed") {
		twins++
		for _, r := range b.of(program, "fixed") {
			hunts++
			if r.Findings > 0 {
				alarms++
				fmt.Fprintf(out, "FALSE ALARM on the twin of %s, seed %d: %s: %s (-cpu %d, %s)\n", program, r.Seed, r.Kind, r.Title, r.CPU, profile(r.Profile))
			} else if r.Outcome != string(hunt.Clean) {
				fmt.Fprintf(out, "the twin of %s, seed %d: %s\n", program, r.Seed, r.Outcome)
			}
		}
	}
	fmt.Fprintf(out, "bugs: found in %d of %d hunts\nfixed twins: %d findings in %d hunts of %d programs\n", found, bugs, alarms, hunts, twins)
}

func (b *bench) programs(side string) []string {
	var names []string
	for _, r := range b.rows {
		if r.Side == side && !slices.Contains(names, r.Program) {
			names = append(names, r.Program)
		}
	}
	slices.Sort(names)
	return names
}

func (b *bench) of(program, side string) []row {
	var rows []row
	for _, r := range b.rows {
		if r.Program == program && r.Side == side {
			rows = append(rows, r)
		}
	}
	return rows
}

func profile(name string) string {
	if name == "" {
		return "none"
	}
	return name
}

// numbers are the median and the largest, as two columns.
func numbers(format string, n []float64) string {
	if len(n) == 0 {
		return "\t"
	}
	slices.Sort(n)
	return fmt.Sprintf(format+"\t"+format, n[len(n)/2], n[len(n)-1])
}

// counts words a histogram: "data race" or "stuck 4, leak 1".
func counts(n map[string]int) string {
	var names []string
	for name := range n {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return n[b] - n[a] })
	for i, name := range names {
		if len(n) > 1 {
			names[i] = fmt.Sprintf("%s %d", name, n[name])
		}
	}
	return strings.Join(names, ", ")
}
