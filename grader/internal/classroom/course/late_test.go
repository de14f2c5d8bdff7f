package course

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLateness(t *testing.T) {
	due := at(t, "2027-03-05T23:59:00+01:00")
	c := &Course{
		Exercises: []Exercise{{ID: "101_counter", Deadline: due}, {ID: "102_log_line"}},
		Late:      Rule{Grace: 15 * time.Minute, PerDay: 0.1, AtMost: 0.5, Closes: 7 * day},
	}
	for _, x := range []struct {
		after   time.Duration
		late    time.Duration
		penalty float64 // of 8 points
	}{
		{-time.Hour, 0, 0},
		{0, 0, 0},
		{15 * time.Minute, 0, 0},
		{15*time.Minute + time.Second, 15*time.Minute + time.Second, 0.8},
		{day, day, 0.8},
		{day + 15*time.Minute, day + 15*time.Minute, 0.8},
		{day + 16*time.Minute, day + 16*time.Minute, 1.6},
		{4*day + time.Hour, 4*day + time.Hour, 4},
		{6 * day, 6 * day, 4},
		{7*day + 15*time.Minute, 7*day + 15*time.Minute, 4},
		{7*day + 16*time.Minute, 7*day + 16*time.Minute, 8},
		{300 * day, 300 * day, 8},
	} {
		late, penalty := c.Lateness([]string{"Jane"}, "101_counter", due.Add(x.after).UTC(), 8)
		require.Equal(t, x.late, late, x.after)
		require.Equal(t, x.penalty, penalty, x.after)
	}
	for _, none := range []struct {
		id        string
		submitted time.Time
	}{{"101_counter", time.Time{}}, {"102_log_line", due.Add(day)}, {"406_crawler", due.Add(day)}} {
		late, penalty := c.Lateness(nil, none.id, none.submitted, 8)
		require.Zero(t, late)
		require.Zero(t, penalty)
	}
}

func TestARuleIsBoundedByThePoints(t *testing.T) {
	due := at(t, "2027-03-05T23:59:00+01:00")
	c := &Course{Exercises: []Exercise{{ID: "101_counter", Deadline: due}}, Late: Rule{PerDay: 0.3}}
	for days, want := range map[int]float64{1: 2.01, 2: 4.02, 3: 6.03, 4: 6.7, 400: 6.7} {
		late, penalty := c.Lateness(nil, "101_counter", due.Add(time.Duration(days)*day), 6.7)
		require.Equal(t, time.Duration(days)*day, late)
		require.Equal(t, want, penalty, "%d days", days)
	}
	_, penalty := c.Lateness(nil, "101_counter", due.Add(day), 0)
	require.Zero(t, penalty)

	c.Late = Rule{}
	late, penalty := c.Lateness(nil, "101_counter", due.Add(day), 10)
	require.Equal(t, day, late, "noted")
	require.Zero(t, penalty)
}

func TestExtensions(t *testing.T) {
	c := read(t, `
[[exercise]]
id = ["101", "102"]
deadline = 2027-03-05T12:00:00Z
[[exercise]]
id = "201"
deadline = 2027-03-12T12:00:00Z
[[exercise]]
id = "202"

[late]
per_day = 0.1

[[extension]]
student = "Jane Doe"
exercise = "101"
deadline = 2027-03-07T12:00:00Z
[[extension]]
student = "JDOE"
more = "1d"
[[extension]]
student = "Red Pandas"
exercise = "102"
more = "4d"
[[extension]]
student = "42"
deadline = 2027-03-10T12:00:00Z

[teams]
"red  pandas" = ["jdoe", "Roe, John"]
blue = ["42", "Ann"]
`)
	for _, x := range []struct {
		who      []string
		exercise string
		due      string
	}{
		{[]string{"nobody"}, "101_counter", "2027-03-05T12:00:00Z"},
		{nil, "101_counter", "2027-03-05T12:00:00Z"},
		{[]string{""}, "101_counter", "2027-03-05T12:00:00Z"},
		{[]string{"doe,  jane"}, "101_counter", "2027-03-07T12:00:00Z"},
		{[]string{"Jane Doe"}, "102_log_line", "2027-03-05T12:00:00Z"},
		{[]string{"Jane Doe", "jdoe"}, "101_counter", "2027-03-07T12:00:00Z"}, // the one that gives most
		{[]string{"Jane Doe", "jdoe"}, "201_late_add", "2027-03-13T12:00:00Z"},
		{[]string{"jdoe"}, "102_log_line", "2027-03-09T12:00:00Z"},      // the team's
		{[]string{"john roe"}, "102_log_line", "2027-03-09T12:00:00Z"},  // likewise
		{[]string{"john roe"}, "201_late_add", "2027-03-13T12:00:00Z"},  // the other member's
		{[]string{"RED PANDAS"}, "101_counter", "2027-03-06T12:00:00Z"}, // by the team's name
		{[]string{"ann"}, "101_counter", "2027-03-10T12:00:00Z"},
		{[]string{"ann"}, "201_late_add", "2027-03-12T12:00:00Z"}, // an extension shortens nothing
	} {
		due, ok := c.Due(x.who, x.exercise)
		require.True(t, ok)
		require.Equal(t, x.due, due.UTC().Format(time.RFC3339), "%v %s", x.who, x.exercise)
		late, penalty := c.Lateness(x.who, x.exercise, due, 10)
		require.Zero(t, late)
		require.Zero(t, penalty)
		late, penalty = c.Lateness(x.who, x.exercise, due.Add(time.Second), 10)
		require.Equal(t, time.Second, late)
		require.Equal(t, 1.0, penalty)
	}
	_, ok := c.Due([]string{"42"}, "202_missing_done")
	require.False(t, ok)

	team, ok := c.Team([]string{"x", "JOHN ROE"})
	require.True(t, ok)
	require.Equal(t, "red pandas", team)
	_, ok = c.Team([]string{"x", ""})
	require.False(t, ok)

	require.Equal(t, []string{"JDOE"}, c.Strangers([]string{"Jane Doe", "42", "Ann", "john roe"}))
	require.Empty(t, c.Strangers([]string{"Jane Doe", "jdoe", "42", "Ann", "john roe"}))
}

func TestTheRuleInWords(t *testing.T) {
	for want, r := range map[string]Rule{
		"Lateness is noted, and costs no points.": {},
		"Up to 15 minutes after a deadline is still in time. Each day of delay that has begun costs 10 % of the points that an exercise has earned, 50 % at most. More than 7 days late counts nothing.": {15 * time.Minute, 0.1, 0.5, 7 * day},
		"Each day of delay that has begun costs 12.5 % of the points that an exercise has earned.":                                                                                                       {PerDay: 0.125, AtMost: 1},
		"Up to 1 day 12 hours after a deadline is still in time. More than 1 hour 1 minute late counts nothing.":                                                                                         {Grace: 36 * time.Hour, Closes: 61 * time.Minute},
	} {
		require.Equal(t, want, r.String())
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"15m": 15 * time.Minute, "36h": 36 * time.Hour, "7d": 7 * day, "1d12h": 36 * time.Hour, "1d 12h30m": 36*time.Hour + 30*time.Minute,
		"0.5d": 12 * time.Hour, "0h": 0, "400d": 400 * day,
	} {
		d, err := parseDuration(text)
		require.NoError(t, err, text)
		require.Equal(t, want, d, text)
	}
	for _, text := range []string{"", "7", "d", "7days", "-1d", "-1h", "1d-2h", "nand", "infd", "1e9d", "401d", "400d1h", "9601h", "1w", "1d1d", "٣d"} {
		_, err := parseDuration(text)
		require.Error(t, err, text)
	}
	require.Equal(t, "less than a minute", Spell(time.Second))
	require.Equal(t, "2 days 1 hour", Spell(49*time.Hour))
}
