package submission

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
)

func TestCanvas(t *testing.T) {
	week := func(text string) string {
		return string(zipOf(t, item{name: "hw/101_counter/counter.go", text: text}))
	}
	subs := open(t, class(t, map[string]string{
		"submissions/doejane_LATE_12345_900_counter-2.go":    counter,
		"submissions/doejane_LATE_12345_800_counter-1.go":    visits,
		"submissions/doejane_LATE_12345_901_visits.go":       visits,
		"submissions/roejohn_7_910_hw-1.zip":                 week(counter),
		"submissions/roejohn_7_905_hw.zip":                   string(zipOf(t, item{name: "102_log_line/visits.go", text: visits}, item{name: "101/counter.go", text: visits})),
		"submissions/garcíalópezana_8_920_101_counter-3.zip": string(zipOf(t, item{name: "counter.go", text: counter})),
		"submissions/doejane_99_930_counter.go":              visits,
		"submissions/writer_5_text.html":                     "<p>",
		"submissions/some one.pdf":                           "x",
	}))
	require.Equal(t, []string{"doejane (12345)", "doejane (99)", "garcíalópezana", "roejohn", "writer"}, keys(subs))
	jane := subs[0]
	require.Equal(t, Canvas, jane.Layout)
	require.True(t, jane.Late)
	require.Equal(t, []Person{{Name: "doejane", IDs: []string{"12345"}}}, jane.People)
	require.Equal(t, map[string]string{"101_counter": "counter.go=" + counter + ";", "102_log_line": "visits.go=" + visits + ";"}, have(jane))
	noted(t, jane, "doejane_LATE_12345_800_counter-1.go is an earlier form of counter.go, and does not count.")
	noted(t, jane, "The platform marks it as late.")

	require.Equal(t, only(counter), have(subs[2]), "an archive's name is a folder's")
	require.Equal(t, map[string]string{"101_counter": "counter.go=" + counter + ";", "102_log_line": "visits.go=" + visits + ";"}, have(subs[3]))
	noted(t, subs[3], "101_counter is there more than once: hw.zip/hw/101_counter counts, and hw-0 (905).zip/101 does not.")
	require.Equal(t, "It is neither a folder nor an archive nor a Go file.", subs[4].Problem)
}

// A student's own name that looks like Canvas's does not make it Canvas.
func TestNotCanvas(t *testing.T) {
	z := string(zipOf(t, item{name: "101/counter.go", text: counter}))
	subs := open(t, class(t, map[string]string{"team_1_2_final.zip": z, "anna.zip": z, "ben.zip": z}))
	require.Equal(t, []string{"anna", "ben", "team_1_2_final"}, keys(subs))
}

func TestMoodle(t *testing.T) {
	double := string(zipOf(t, item{name: "Jane Doe.zip", text: string(zipOf(t, item{name: "101_counter/counter.go", text: counter}))}))
	subs := open(t, class(t, map[string]string{
		"Jane Doe_12345_assignsubmission_file_/hw/101_counter/counter.go": counter,
		"Jane Doe_12345_assignsubmission_onlinetext_/onlinetext.html":     "x",
		"Jane Doe_12399_assignsubmission_file_/101.tar.gz":                string(tgzOf(t, item{name: "counter.go", text: counter})),
		"Group A-John Roe_12346_assignsubmission_file_hw.zip":             double,
		"Zoë Ö_12347_assignsubmission_file_counter.go":                    counter,
		"Zoë Ö_12347_assignsubmission_file_visits.go":                     visits,
		"Participant_12348_assignsubmission_file_/counter.go":             counter,
		"Empty One_12349_assignsubmission_file_/":                         "",
		"Talks Only_12350_assignsubmission_onlinetext_/onlinetext.html":   "x",
	}))
	require.Equal(t, []string{"Empty One", "Group A-John Roe", "Jane Doe (12345)", "Jane Doe (12399)", "Participant 12348", "Talks Only", "Zoë Ö"}, keys(subs))
	for _, s := range subs {
		require.Equal(t, Moodle, s.Layout)
	}
	require.Equal(t, "The folder is empty.", subs[0].Problem)
	require.Equal(t, only(counter), have(subs[1]))
	require.Equal(t, "hw.zip/Jane Doe.zip/101_counter", get(t, subs[1], "101_counter").Found)
	require.Equal(t, only(counter), have(subs[2]))
	noted(t, subs[2], "Jane Doe_12345_assignsubmission_onlinetext_ holds no files and was passed over.")
	require.Equal(t, only(counter), have(subs[3]))
	require.Equal(t, []Person{{Name: "Participant 12348", IDs: []string{"12348"}}}, subs[4].People)
	require.Empty(t, have(subs[5]))
	require.Equal(t, map[string]string{"101_counter": "counter.go=" + counter + ";", "102_log_line": "visits.go=" + visits + ";"}, have(subs[6]))
}

const metadata = `---
submission_1:
  :submitters:
  - :name: Jane Doe
    :sid: '77'
    :email: jane@example.edu
  :created_at: 2026-03-01 12:00:00.5 Z
  :results: {}
submission_2:
  :submitters:
  - :name: Jane Doe
    :sid: '77'
    :email: jane@example.edu
  :created_at: 2026-03-02 12:00:00 -0800
submission_3:
  :submitters:
  - :name: John Roe
    :email: john@example.edu
  - :name: Ann Poe
    :email: ann@example.edu
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-03-03 01:02:03.000000000 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Etc/UTC
`

func TestGradescope(t *testing.T) {
	subs := open(t, class(t, map[string]string{
		"assignment_1_export/submission_metadata.yml":             metadata,
		"assignment_1_export/submission_1/counter.go":             visits,
		"assignment_1_export/submission_2/101_counter/counter.go": counter,
		"assignment_1_export/submission_3/counter.go":             counter,
		"assignment_1_export/submission_4/counter.go":             counter,
	}))
	require.Equal(t, []string{"Jane Doe", "John Roe & Ann Poe", "submission_4"}, keys(subs))
	require.Equal(t, only(counter), have(subs[0]))
	require.Equal(t, "submission_2", subs[0].Source)
	require.Equal(t, time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC), subs[0].Submitted)
	require.Equal(t, []Person{{Name: "Jane Doe", IDs: []string{"jane@example.edu", "77"}}}, subs[0].People)
	require.Equal(t, []string{"There are two submissions: submission_2 counts, which is the later one by the platform's time, and submission_1 does not."}, subs[0].Notes)
	require.Len(t, subs[1].People, 2)
	require.Equal(t, time.Date(2026, 3, 3, 1, 2, 3, 0, time.UTC), subs[1].Submitted)
	require.Equal(t, Gradescope, subs[1].Layout)
	require.Equal(t, Plain, subs[2].Layout)
}

func TestGradescopeMetadataDamaged(t *testing.T) {
	for _, text := range []string{"", "submission_1: [", "- a", "a: &a [*a, *a]\nb: *a", "\x00"} {
		var notices []string
		subs := openWith(t, class(t, map[string]string{"submission_metadata.yml": text, "submission_1/counter.go": counter, "submission_2/counter.go": counter}),
			Options{Notice: func(s string) { notices = append(notices, s) }})
		require.Equal(t, []string{"submission_1", "submission_2"}, keys(subs))
		if text != "a: &a [*a, *a]\nb: *a" {
			require.Len(t, notices, 1, "%q", text)
			require.Contains(t, notices[0], "Submissions go by the names of their folders.")
		}
	}
}

func TestCheckouts(t *testing.T) {
	subs := open(t, class(t, map[string]string{
		"homework-1-jdoe/.git/HEAD":                        "x",
		"homework-1-jdoe/exercises/101_counter/counter.go": counter,
		"homework-1-j-roe/.git/HEAD":                       "x",
		"homework-1-j-roe/counter.go":                      counter,
		"somebody/counter.go":                              counter,
	}))
	require.Equal(t, []string{"j-roe", "jdoe", "somebody"}, keys(subs))
	require.Equal(t, []Person{{Name: "j-roe", IDs: []string{"homework-1-j-roe", "1-j-roe", "j-roe", "roe"}}}, subs[0].People)
	require.Equal(t, Checkouts, subs[0].Layout)
	require.Equal(t, Plain, subs[2].Layout)
	require.Equal(t, only(counter), have(subs[1]))
}

func TestNameParsers(t *testing.T) {
	c, ok := parseCanvas("o_neill_de_LATE_12_34_my_file_5_6-2.tar.gz")
	require.True(t, ok)
	require.Equal(t, canvasName{name: "o_neill_de", id: "12", late: true, fileID: "34", file: "my_file_5_6.tar.gz", again: 2}, c)
	for _, name := range []string{"", "a.go", "a_1_b.go", "_1_2_x", "a_1_2_", "a__2_x"} {
		_, ok := parseCanvas(name)
		require.False(t, ok, name)
	}
	m, ok := parseMoodle("A_B_1_assignsubmission_file_x_y.go")
	require.True(t, ok)
	require.Equal(t, moodleName{name: "A_B", id: "1", kind: "file", file: "x_y.go"}, m)
	_, ok = parseMoodle("assignsubmission_file_")
	require.False(t, ok)
	for name, want := range map[string]string{"counter-2.go": "counter.go", "counter-200.go": "counter-200.go", "-2.go": "-2.go", "x-1.tar.gz": "x.tar.gz", "x-1": "x", "2-go": "2-go"} {
		got, _ := withoutAgain(name)
		require.Equal(t, want, got, name)
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"doejane_LATE_12345_67890_counter-2.go", "Jane Doe_12345_assignsubmission_file_", "a-b-c", "101_counter (1)", "x.tar.gz", "\xff_1_2_\n-1.go"} {
		f.Add(s)
	}
	c := small()
	f.Fuzz(func(t *testing.T, name string) {
		for _, e := range []entry{{name: name}, {name: name, dir: true}, {name: name, dir: true, git: true}} {
			for _, s := range sortOut("", []entry{e}, c, func(string) {}) {
				require.NotEmpty(t, s.attempts)
				require.NotEmpty(t, s.attempts[0].files)
				require.Equal(t, -1, strings.IndexFunc(s.key, func(r rune) bool { return !unicode.IsPrint(r) }), "%q", s.key)
			}
		}
		for _, e := range c {
			rankOf(name, e)
		}
		splitLone(name, c)
		withoutAgain(name)
		suffixes(name)
	})
}
