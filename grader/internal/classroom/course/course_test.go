package course

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/exercise"
	"racekata/solutions"
)

// few is a catalogue of which only the ids matter.
func few() exercise.Catalogue {
	var c exercise.Catalogue
	for _, id := range []string{"101_counter", "102_log_line", "103_hit_stats", "201_late_add", "202_missing_done", "406_crawler"} {
		c = append(c, &exercise.Exercise{ID: id, Level: 1})
	}
	return c
}

func read(t *testing.T, text string) *Course {
	t.Helper()
	c, err := Read(strings.NewReader(text), few())
	require.NoError(t, err)
	return c
}

func ids(c *Course) []string {
	var all []string
	for _, e := range c.Exercises {
		all = append(all, e.ID)
	}
	return all
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, s)
	require.NoError(t, err)
	return m
}

func TestTheExampleIsRead(t *testing.T) {
	all, err := exercise.Load(solutions.FS)
	require.NoError(t, err)
	c, err := Read(strings.NewReader(Example), all)
	require.NoError(t, err)

	require.Equal(t, "Concurrent programming, spring 2027", c.Title)
	require.Equal(t, []string{
		"101_counter", "105_panic_room", "201_late_add", "102_log_line", "103_hit_stats", "104_ledger",
		"301_gate", "302_worker_pool", "303_buffer_pool", "304_rate_limit", "406_crawler",
	}, ids(c))
	require.Equal(t, 1.0, c.Exercises[0].Weight)
	require.True(t, c.Exercises[0].Deadline.Equal(at(t, "2027-03-05T22:59:00Z")))
	require.Equal(t, "2027-03-05T23:59:00+01:00", c.Exercises[0].Deadline.Format(time.RFC3339), "the teacher's offset stays")
	require.Equal(t, 2.0, c.Exercises[6].Weight)
	require.Equal(t, Exercise{ID: "406_crawler", Weight: 0.5}, c.Exercises[10])
	require.Equal(t, Rule{Grace: 15 * time.Minute, PerDay: 0.1, AtMost: 0.5, Closes: 7 * day}, c.Late)
	require.Len(t, c.Extensions, 2)
	require.Equal(t, Extension{Student: "jroe@example.edu", More: 2 * day}, c.Extensions[1])
	require.Equal(t, "101_counter", c.Extensions[0].Exercise)
	require.Equal(t, "ill", c.Extensions[0].Reason)
	require.Equal(t, []Team{
		{Name: "Red pandas", Members: []string{"Jane Doe", "jroe@example.edu"}},
		{Name: "blue", Members: []string{"Ann Poe", "12345"}},
	}, c.Teams)
}

// Every key that is read is explained, so that the example stays the manual.
func TestTheExampleHasEveryKey(t *testing.T) {
	for _, keys := range [][]string{topKeys, exerciseKeys, lateKeys, extensionKeys} {
		for _, k := range keys {
			require.Regexp(t, `(?m)^\[*`+k+`(\]| *=)`, Example)
		}
	}
}

func TestAnEmptyFileIsAboutAll(t *testing.T) {
	for _, text := range []string{"", "\xef\xbb\xbf# nothing\r\n", "title = ''\n[late]\n[teams]\n"} {
		c := read(t, text)
		require.Len(t, c.Exercises, 6)
		for _, e := range c.Exercises {
			require.Equal(t, 1.0, e.Weight)
			require.True(t, e.Deadline.IsZero())
		}
		require.Equal(t, Rule{}, c.Late)
		require.Empty(t, c.Title)
	}
}

func TestOtherWaysToWriteIt(t *testing.T) {
	c := read(t, `
exercise = [{id = "COUNTER", weight = 0}, {id = ["2XX"], deadline = 2027-01-01 12:00:00Z}]
late.per_day = 1
extension = [{student = " Doe,  Jane ", more = "1d 12h"}]
teams.red = "Jane Doe"
`)
	require.Equal(t, []string{"101_counter", "201_late_add", "202_missing_done"}, ids(c))
	require.Zero(t, c.Exercises[0].Weight)
	require.Equal(t, 1.0, c.Late.PerDay)
	require.Equal(t, 36*time.Hour, c.Extensions[0].More)
	require.Equal(t, []Team{{Name: "red", Members: []string{"Jane Doe"}}}, c.Teams)
}

func TestMistakesAreNamedWithLineAndFix(t *testing.T) {
	const due = "[[exercise]]\nid = '1xx'\ndeadline = 2027-03-05T23:59:00+01:00\n"
	for name, c := range map[string]struct {
		text string
		want []string // of each mistake: line, problem, fix
	}{
		"no TOML":              {"title = x\n", []string{"line 1: this is not TOML", "texts in quotes"}},
		"broken further down":  {"title = 'x'\n\n[late\n", []string{"line 3: this is not TOML"}},
		"a key twice":          {"title = 'x'\ntitle = 'y'\n", []string{"line 2: this is not TOML"}},
		"no such day":          {"[[exercise]]\nid='101'\ndeadline = 2027-02-30T00:00:00Z\n", []string{"line 3: this is not TOML"}},
		"not UTF-8":            {"title = '\xe9'\n", []string{"line 1: the file is not text in UTF-8: save it as UTF-8"}},
		"UTF-16":               {"\xff\xfet\x00i\x00", []string{"UTF-8"}},
		"too large":            {strings.Repeat("# students\n", 1<<15), []string{"larger than 256 KiB"}},
		"unknown key":          {"\ntitel = 'x'\n", []string{`line 2: a course has no key "titel": did you mean title? The keys are title, exercise, late, extension, teams`}},
		"unknown table":        {"title = 'x'\n[[exercises]]\nid = '101'\n", []string{`line 2: a course has no key "exercises": did you mean exercise?`}},
		"unknown in a table":   {due + "wieght = 2\n", []string{`line 4: an exercise has no key "wieght": did you mean weight?`}},
		"key of another table": {"per_day = 0.1\n", []string{`line 1: a course has no key "per_day": per_day belongs below [late]`}},
		"several":              {"titel = ''\n" + due + "wait = 2\n[late]\nper_week = 1\n", []string{"line 1", "titel", "line 5", "wait", "line 7", "per_week", "per_day"}},

		"title no text":       {"title = 5\n", []string{"line 1: title is the number 5 and not a text: write it in quotes"}},
		"one bracket":         {"[exercise]\nid = '101'\n", []string{"line 1: [exercise] can be there several times: write [[exercise]]"}},
		"two brackets":        {"[[late]]\n", []string{"line 1: there is one [late]"}},
		"no table":            {"exercise = '101'\nlate = 1\n", []string{"line 1: exercise is a text and not a table", "line 2: late is the number 1"}},
		"no tables":           {"exercise = ['101']\n", []string{"line 1: exercise is a text and not a table"}},
		"without id":          {"[[exercise]]\nweight = 2\n", []string{"line 1: [[exercise]] does not say which: name them"}},
		"without ids":         {"[[exercise]]\nid = []\n", []string{"line 1: [[exercise]] does not say which"}},
		"id a number":         {"[[exercise]]\nid = 101\n", []string{`line 2: id is the number 101 and not a text`}},
		"one id a number":     {"[[exercise]]\nid = ['102',\n 101]\n", []string{`line 3: element 2 of id is the number 101 and not a text`}},
		"unknown exercise":    {"[[exercise]]\nid = [\n  '101',\n  'crowler',\n]\n", []string{`line 4: no exercise is called "crowler": did you mean 406_crawler`}},
		"unknown pattern":     {"[[exercise]]\nid = '9xx'\n", []string{`line 2: no exercise is called "9xx"`}},
		"several exercises":   {"[[exercise]]\nid = 'l'\n", []string{`line 2: more than one exercise matches "l": say which: 102_log_line`}},
		"exercise twice":      {"[[exercise]]\nid = ['101',\n'1xx']\n", []string{"line 3: 101_counter is there twice: leave it out here, or on line 2"}},
		"twice in two tables": {due + "[[exercise]]\nid = 'counter'\n", []string{"line 5: 101_counter is there twice: leave it out here, or on line 2"}},
		"negative weight":     {due + "weight = -1\n", []string{"line 4: weight is -1: write a number from 0 to 1000"}},
		"weight that is none": {due + "weight = nan\n", []string{"line 4: weight is NaN"}},
		"endless weight":      {due + "weight = inf\n", []string{"line 4: weight is +Inf"}},
		"absurd weight":       {due + "weight = 1001\n", []string{"line 4: weight is 1001"}},
		"weight in quotes":    {due + "weight = '2'\n", []string{"line 4: weight is a text and not a number"}},
		"nothing counts":      {"[[exercise]]\nid = 'xxx'\nweight = 0\n", []string{"line 3: no exercise counts anything"}},

		"without offset":  {"[[exercise]]\nid='101'\ndeadline = 2027-03-05T23:59:00\n", []string{"line 3: deadline 2027-03-05T23:59:00 does not say in which time zone: write 2027-03-05T23:59:00+01:00"}},
		"without time":    {"[[exercise]]\nid='101'\ndeadline = 2027-03-05\n", []string{"line 3: deadline 2027-03-05 does not say at what time of the day: write"}},
		"without day":     {"[[exercise]]\nid='101'\ndeadline = 23:59:00\n", []string{"line 3: deadline 23:59:00 does not say on which day"}},
		"date in quotes":  {"[[exercise]]\nid='101'\ndeadline = '2027-03-05T23:59:00Z'\n", []string{"line 3: deadline is a text", "leave out the quotes"}},
		"date a number":   {"[[exercise]]\nid='101'\ndeadline = 5\n", []string{"line 3: deadline is the number 5"}},
		"another century": {"[[exercise]]\nid='101'\ndeadline = 1027-03-05T23:59:00Z\n", []string{"line 3: deadline is in the year 1027: check the year"}},

		"share in percent": {"[late]\nper_day = 10\n", []string{"line 2: per_day is 10: write a share from 0 to 1: 0.1 is 10 %"}},
		"share a text":     {"[late]\nat_most = '50%'\nper_day=0.1\n", []string{"line 2: at_most is a text and not a number"}},
		"bound of nothing": {"[late]\nat_most = 0.5\n", []string{"line 2: at_most bounds what each day costs, and per_day is missing"}},
		"duration":         {"[late]\ngrace = 15\ncloses = '1w'\n", []string{"line 2: grace is the number 15 and not a duration", "15m", `line 3: closes is "1w"`}},
		"negative grace":   {"[late]\ngrace = '-15m'\n", []string{`line 2: grace is "-15m": negative`}},
		"closes late":      {"[late]\ncloses = '4000d'\n", []string{`line 2: closes is "4000d"`}},

		"nobody's":              {due + "[[extension]]\nmore = '2d'\n", []string{"line 4: [[extension]] does not say whose it is: write student"}},
		"until when":            {due + "[[extension]]\nstudent = 'x'\n", []string{"line 4: [[extension]] does not say until when"}},
		"both":                  {due + "[[extension]]\nstudent = 'x'\nmore = '2d'\ndeadline = 2028-01-01T00:00:00Z\n", []string{"line 6: [[extension]] has both"}},
		"no time":               {due + "[[extension]]\nstudent = 'x'\nmore = '0m'\n", []string{"line 6: [[extension]] gives no time"}},
		"of an unknown one":     {due + "[[extension]]\nstudent = 'x'\nmore = '2d'\nexercise = '107'\n", []string{`line 7: no exercise is called "107": did you mean 10`}},
		"of another":            {due + "[[extension]]\nstudent = 'x'\nmore = '2d'\nexercise = '201'\n", []string{"line 7: 201_late_add is not in the course"}},
		"without deadline":      {"[[exercise]]\nid = '101'\n[[extension]]\nstudent = 'x'\nmore = '2d'\nexercise = '101'\n", []string{"line 6: 101_counter has no deadline to extend"}},
		"without any deadline":  {"[[extension]]\nstudent = 'x'\nmore = '2d'\n", []string{"line 1: no exercise has a deadline to extend"}},
		"before the deadline":   {due + "[[extension]]\nstudent = 'x'\nexercise = '101'\ndeadline = 2027-03-05T22:59:00Z\n", []string{"line 7: the extension ends no later than the deadline of 101_counter, 2027-03-05T23:59:00+01:00: give a later one"}},
		"before every deadline": {due + "[[extension]]\nstudent = 'x'\ndeadline = 2027-03-01T22:59:00Z\n", []string{"line 6: the extension ends no later than any deadline"}},

		"in two teams":        {"[teams]\nred = ['Jane Doe', 'x']\nblue = ['y',\n 'doe, jane']\n", []string{`line 4: doe, jane is in team "red" and in team "blue": leave it out here, or on line 2`}},
		"twice in one":        {"[teams]\nred = ['x', ' X']\n", []string{`line 2: X is twice in team "red"`}},
		"two teams of a name": {"[teams]\nred = ['x']\nRED = ['y']\n", []string{`line 3: the teams "red" and "RED" have one name`}},
		"team without name":   {"[teams]\n'' = ['x']\n", []string{`line 2: a team has no name`}},
		"team without member": {"[teams]\nred = []\n", []string{`line 2: team "red" has no members`}},
		"member without name": {"[teams]\nred = ['']\n", []string{`line 2: a member of team "red" has no name`}},
		"members of a number": {"[teams]\nred = 5\n", []string{`line 2: red is the number 5`}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Read(strings.NewReader(c.text), few())
			require.Nil(t, got)
			var wrong Errors
			require.ErrorAs(t, err, &wrong)
			rest := err.Error()
			for _, w := range c.want {
				_, after, found := strings.Cut(rest, w)
				require.True(t, found, "%q is not in, or not after what comes before it:\n%s", w, err)
				rest = after
			}
			for _, one := range wrong {
				require.NotEmpty(t, one.Fix)
				require.Positive(t, one.Line)
			}
		})
	}
}

// One slip is one mistake, not three.
func TestASlipIsNamedOnce(t *testing.T) {
	for _, text := range []string{
		"[[exercise]]\nid = 'crowler'\n[[extension]]\nstudent = 'x'\nexercise = '406'\nmore = '2d'\n",
		"[[exercise]]\nid = '101'\ndeadline = 2027-03-05\n[[extension]]\nstudent = 'x'\nmore = '2d'\n",
		"[[exercise]]\nid = '101'\nweight = -1\n",
		"[teams]\nred = ['']\n",
	} {
		_, err := Read(strings.NewReader(text), few())
		var wrong Errors
		require.ErrorAs(t, err, &wrong)
		require.Len(t, wrong, 1, "%v", err)
	}
}

func TestSelect(t *testing.T) {
	for _, c := range []struct{ patterns, want string }{
		{"", "101_counter 102_log_line 103_hit_stats 201_late_add 202_missing_done 406_crawler"},
		{"xxx", "101_counter 102_log_line 103_hit_stats 201_late_add 202_missing_done 406_crawler"},
		{"2xx 101", "101_counter 201_late_add 202_missing_done"},
		{"2XX 201 late", "201_late_add 202_missing_done"},
		{"x02", "102_log_line 202_missing_done"},
		{"101_counter crawler", "101_counter 406_crawler"},
	} {
		got, err := Select(few(), strings.Fields(c.patterns)...)
		require.NoError(t, err)
		var names []string
		for _, e := range got {
			names = append(names, e.ID)
		}
		require.Equal(t, c.want, strings.Join(names, " "), c.patterns)

		course, err := Of(few(), strings.Fields(c.patterns)...)
		require.NoError(t, err)
		require.Equal(t, names, ids(course))
		require.Equal(t, 1.0, course.Exercises[0].Weight)
	}
	for _, pattern := range []string{"501", "5xx", "", " ", "101,102", "1xxx", "crowler"} {
		_, err := Select(few(), "101", pattern)
		var unknown *exercise.UnknownError
		require.ErrorAs(t, err, &unknown, pattern)
		require.NotEmpty(t, unknown.Close)
		_, err = Of(few(), pattern)
		require.ErrorAs(t, err, &unknown, pattern)
	}
}

func TestOnlyNarrows(t *testing.T) {
	c := read(t, "title='T'\n[[exercise]]\nid=['201','101']\nweight=2\n[[exercise]]\nid='406'\n")
	only, err := c.Only(few(), "406", "2xx")
	require.NoError(t, err)
	require.Equal(t, []string{"201_late_add", "406_crawler"}, ids(only))
	require.Equal(t, 2.0, only.Exercises[0].Weight)
	require.Equal(t, "T", only.Title)
	require.Len(t, c.Exercises, 3, "the course itself stays")
	only, err = c.Only(few())
	require.NoError(t, err)
	require.Equal(t, ids(c), ids(only))
	only, err = c.Only(few(), "x01", "2xx")
	require.NoError(t, err)
	require.Equal(t, []string{"201_late_add", "101_counter"}, ids(only), "those that the course has, each once")
	_, err = c.Only(few(), "101", "102")
	var not *NotInError
	require.ErrorAs(t, err, &not)
	require.EqualError(t, err, `the course has no exercise "102"`)
	require.Equal(t, []string{"101_counter", "201_late_add", "406_crawler"}, not.Have)
	_, err = c.Only(few(), "101", "crowler")
	var unknown *exercise.UnknownError
	require.ErrorAs(t, err, &unknown)

	mine := c.Catalogue(few())
	require.Len(t, mine, 3)
	require.Equal(t, "101_counter", mine[0].ID)
}

func FuzzRead(f *testing.F) {
	f.Add(Example)
	f.Add("exercise = [{id = ['101', '2xx'], deadline = 2027-01-01T00:00:00Z}]\nextension = [{student = 'x', more = '1d'}]\nteams.a = ['x', 'y']\n")
	f.Add("[[exercise]]\nid = 1\nweight = nan\n[late]\nclose = '1d'\n[[extension]]\n[teams]\n'' = ''\n")
	f.Add("a.b.c = [[{x=1}]]\n[[a2]]\n[a2.b]\n[[a2.c]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Read(strings.NewReader(text), few())
		if err != nil {
			var wrong Errors
			require.ErrorAs(t, err, &wrong)
			require.NotEmpty(t, wrong)
			last := 1 + strings.Count(text, "\n")
			for _, w := range wrong {
				require.True(t, w.Line >= 1 && w.Line <= last, "line %d of %d", w.Line, last)
				require.NotEmpty(t, w.Problem)
				require.NotEmpty(t, w.Fix)
			}
			return
		}
		seen := map[string]bool{}
		for _, e := range c.Exercises {
			require.False(t, seen[e.ID])
			seen[e.ID] = true
			require.True(t, e.Weight >= 0 && e.Weight <= maxWeight)
		}
		now := time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)
		for _, x := range append(c.Extensions, Extension{}) {
			for _, e := range c.Exercises {
				late, penalty := c.Lateness([]string{x.Student}, e.ID, now, 10)
				require.GreaterOrEqual(t, late, time.Duration(0))
				require.True(t, penalty >= 0 && penalty <= 10)
			}
		}
		for _, team := range c.Teams {
			for _, m := range team.Members {
				name, ok := c.Team([]string{m})
				require.True(t, ok)
				require.NotEmpty(t, name)
			}
		}
		require.NotEmpty(t, c.Late.String())
	})
}
