package interview

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// played is an interview with something of everything.
func played(t *testing.T) (*Session, Scorecard) {
	t.Helper()
	s, c := laidOut(t)
	for _, step := range []struct {
		id       string
		points   int
		after    time.Duration
		findings []string
	}{
		{"205_pipeline", 0, 4*time.Minute + 10*time.Second, []string{"compile error: undefined: `x` in <b>queue.go</b> | line *3*"}},
		{"205_pipeline", 3, 6 * time.Minute, []string{"data race: two goroutines use Queue.n at the same time @ all arrive", "leak: 3 goroutines are left @ nothing is left behind"}},
		{"205_pipeline", 7, 9 * time.Minute, []string{"leak: 4 goroutines are left @ nothing is left behind"}},
		{"205_pipeline", 10, 12*time.Minute + 30*time.Second, nil},
	} {
		require.NoError(t, s.Record(attempt(step.id, step.points, step.findings...), step.after.String(), false, step.after))
	}
	require.NoError(t, s.End(ByTime, 45*time.Minute, start.Add(45*time.Minute)))
	card, err := Score(s.State(), c)
	require.NoError(t, err)
	return s, card
}

func TestScorecard(t *testing.T) {
	s, card := played(t)
	require.Equal(t, []int{10, 20, 50}, []int{card.Points, card.Max, card.Percent})
	require.False(t, card.Exercises[1].Tried())
	require.NoError(t, card.Write(s.Dir))
	require.NoError(t, card.Write(s.Dir), "again, over the first")

	b, err := os.ReadFile(filepath.Join(s.Dir, "scorecard.json"))
	require.NoError(t, err)
	golden(t, "scorecard.json.golden", string(b))
	var again Scorecard
	require.NoError(t, json.Unmarshal(b, &again))
	require.Equal(t, card, again, "nothing is lost in JSON")

	b, err = os.ReadFile(filepath.Join(s.Dir, "scorecard.md"))
	require.NoError(t, err)
	golden(t, "scorecard.md.golden", string(b))
}

func TestScorecardOfOtherEnds(t *testing.T) {
	s, c := laidOut(t)
	_, err := Score(s.State(), c)
	require.ErrorContains(t, err, "has not ended")

	require.NoError(t, s.Record(attempt("205_pipeline", 7, "stuck: all wait @ all arrive"), "a", false, 61*time.Second))
	require.NoError(t, s.Record(attempt("205_pipeline", 0, "compile error: undefined: x"), "b", false, 2*time.Minute))
	require.NoError(t, s.End(Stopped, 3*time.Minute, start.Add(3*time.Minute)))
	card, err := Score(s.State(), c[:1])
	require.NoError(t, err)
	var b strings.Builder
	card.Markdown(&b)
	md := b.String()
	for _, want := range []string{
		"**7 of 20 points (35 %)** in 3 min of 45 min. It was stopped early.",
		"7 of 10 points; 2 attempts, the first after 1 min 1 s; not passed; the last attempt had 0 points.",
		"- **stuck**: all wait. It cost “all arrive”. Seen once, after 1 min 1 s; still in your best version.",
		"- **compile error**: undefined: x. Seen once, after 2 min; gone in your best version.",
		"There are none for this exercise.", // the catalogue has it no longer
		"There is none for this exercise.",
	} {
		require.Contains(t, md, want)
	}
}

func TestPercentIsNeverRoundedUp(t *testing.T) {
	s := State{Started: start, Deadline: start.Add(time.Hour), Ended: &Ended{How: ByTime}}
	s.Exercises = []Standing{{ID: "a", Best: 999, Max: 1000, Attempts: 1}}
	card, err := Score(s, nil)
	require.NoError(t, err)
	require.Equal(t, 99, card.Percent)
}

func TestCommandDrawsTheSameSet(t *testing.T) {
	card := Scorecard{Length: 45 * time.Minute, Options: Options{Count: 3, MinLevel: 2, MaxLevel: 4, Pillars: []string{"coordination", "scarcity"}, Seed: 7}}
	require.Equal(t, "racekata-grader interview --minutes 45 --exercises 3 --level 2..4 --pillar coordination --pillar scarcity --seed 7", card.command())
	card = Scorecard{Length: 90 * time.Second, Options: Options{Count: 1, MinLevel: 3, MaxLevel: 3, Seed: 1 << 63}}
	require.Equal(t, "racekata-grader interview --minutes 1.5 --exercises 1 --level 3 --seed 9223372036854775808", card.command())
}

func TestFencesHold(t *testing.T) {
	for _, code := range []string{"", "x := 1\n", "a ``` b\n```\n", "````\n", "`\n``\n", "~~~\n"} {
		block := fenced("go", code)
		var outside []string
		eachLine([]byte(block+"after\n"), func(line string, inCode bool) {
			if !inCode {
				outside = append(outside, line)
			}
		})
		require.Equal(t, []string{"after"}, outside, "%q", code)
	}
}

func TestEscape(t *testing.T) {
	for s, want := range map[string]string{
		"205_pipeline":              "205_pipeline",
		"_x_ and *Queue":            `\_x\_ and \*Queue`,
		"a|b [c](d) <i> `e` \\ &lt": `a\|b \[c\](d) \<i\> \` + "`e\\` \\\\ \\&lt",
		"two\nlines\x1b[31m\u2028x": `two lines \[31m x`,
		"bad \xff":                  "bad �",
	} {
		require.Equal(t, want, escape(s), "%q", s)
	}
}

func TestSpell(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", -time.Second: "0 s", 999 * time.Millisecond: "0 s", 59 * time.Second: "59 s", time.Minute: "1 min",
		12*time.Minute + 30*time.Second + 900*time.Millisecond: "12 min 30 s", 90 * time.Minute: "90 min",
	} {
		require.Equal(t, want, Spell(d))
	}
}

// TestQuestionsOfEveryDebrief: each question and each answer of the section is
// found, and nothing else.
func TestQuestionsOfEveryDebrief(t *testing.T) {
	ends := regexp.MustCompile(`[.?]$`)
	for _, e := range embedded(t) {
		debrief, err := e.Debrief()
		require.NoError(t, err)
		questions := Questions(debrief)
		require.GreaterOrEqual(t, len(questions), 3, e.ID)
		var words []string
		for _, q := range questions {
			require.Regexp(t, ends, q.Question, e.ID)
			require.Regexp(t, ends, q.Answer, e.ID)
			require.NotContains(t, q.Question, "\n", e.ID)
			words = append(words, strings.Fields("**"+q.Question+"** "+q.Answer)...)
		}
		_, rest, found := strings.Cut(string(debrief), "\n## Asked in interviews\n")
		require.True(t, found, e.ID)
		want, _, _ := strings.Cut(rest, "\n## ")
		require.Equal(t, strings.Fields(want), words, e.ID)
	}
}

func TestQuestions(t *testing.T) {
	c := made(t)
	debrief, err := c[0].Debrief()
	require.NoError(t, err)
	require.Equal(t, []Question{
		{"Who closes a channel?", "Its sender.\nNobody else."},
		{"What is `**p`?", "A pointer's\npointer:\n\n```go\n## no heading\n\nx := **p\n```\n\nand so on."},
	}, Questions(debrief))
	require.Empty(t, Questions(nil))
	require.Empty(t, Questions([]byte("## Asked in interviews\n\nNothing yet.\n")))
	require.Equal(t, []Question{{Question: "Alone?", Answer: "Below."}},
		Questions([]byte("## Asked in interviews\n**Alone?**\n\nBelow.\n\n# Another part\n\n**No?** No.")))
}

func FuzzQuestions(f *testing.F) {
	f.Add([]byte("## Asked in interviews\n\n**Who?** I.\n\n```\n## x\n```\n\n## To read\n"))
	f.Add([]byte("## Asked in interviews\n****\n~~~\n"))
	f.Fuzz(func(t *testing.T, debrief []byte) {
		for _, q := range Questions(debrief) {
			require.NotContains(t, q.Question, "\n")
		}
	})
}

// A grader that was handed out with a course has no answers, and offers none.
func TestScorecardOfAGraderThatWasHandedOut(t *testing.T) {
	s, c := laidOut(t)
	require.NoError(t, s.End(Stopped, time.Minute, start.Add(time.Minute)))
	for _, e := range c {
		e.Bare = true
	}
	card, err := Score(s.State(), c)
	require.NoError(t, err)
	var b strings.Builder
	card.Markdown(&b)
	require.Contains(t, b.String(), "## On the way")
	require.NotContains(t, b.String(), "Reference")
	require.NotContains(t, b.String(), "Asked in interviews")

	rules := Layout{Exercises: c[:1], Length: time.Hour, Now: start}.readme("x")
	require.NotContains(t, rules, "reference")
	require.Contains(t, rules, "scorecard.md has your points and what went wrong on the way.")
}
