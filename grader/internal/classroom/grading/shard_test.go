package grading

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/results"
	"racekata/grader/internal/verdict"
)

func TestParseShard(t *testing.T) {
	s, err := ParseShard("3/8")
	require.NoError(t, err)
	require.Equal(t, results.Shard{K: 3, N: 8}, s)
	for _, text := range []string{"", "3", "0/4", "5/4", "-1/4", "1/0", "a/b", "1/2/3", "1/100000", "1 /4"} {
		_, err := ParseShard(text)
		require.ErrorContains(t, err, "is no shard", text)
	}
}

func TestShardOfIsEven(t *testing.T) {
	counts := map[int]int{}
	for i := range 4000 {
		counts[shardOf(fmt.Sprintf("student %d", i), 4)]++
	}
	require.Len(t, counts, 4)
	for k := 1; k <= 4; k++ {
		require.InDelta(t, 1000, counts[k], 150)
	}
}

func TestShardFromEnvironment(t *testing.T) {
	type env map[string]string
	for name, c := range map[string]struct {
		env  env
		want results.Shard
		err  string
	}{
		"neither":            {env: env{}},
		"slurm":              {env: env{"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "4"}, want: results.Shard{K: 3, N: 4}},
		"slurm, one again":   {env: env{"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_COUNT": "1", EnvShards: "4"}, want: results.Shard{K: 3, N: 4}},
		"slurm, but of what": {env: env{"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_COUNT": "1"}, err: "the array begins at 3"},
		"slurm from 0":       {env: env{"SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_COUNT": "4"}, err: "the array begins at 0"},
		"slurm, too many":    {env: env{"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "1", EnvShards: "4"}, err: "is no shard"},
		"kubernetes":         {env: env{"JOB_COMPLETION_INDEX": "0", EnvShards: "4"}, want: results.Shard{K: 1, N: 4}},
		"kubernetes, last":   {env: env{"JOB_COMPLETION_INDEX": "3", EnvShards: "4"}, want: results.Shard{K: 4, N: 4}},
		"kubernetes of what": {env: env{"JOB_COMPLETION_INDEX": "3"}, err: EnvShards},
		"no number":          {env: env{"SLURM_ARRAY_TASK_ID": "x", EnvShards: "4"}, err: `SLURM_ARRAY_TASK_ID is "x"`},
	} {
		t.Run(name, func(t *testing.T) {
			s, ok, err := ShardFromEnvironment(func(key string) string { return c.env[key] })
			if c.err != "" {
				require.ErrorContains(t, err, c.err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want.N > 0, ok)
			require.Equal(t, c.want, s)
		})
	}
}

// part is the results of a shard with these students, ten points each.
func part(k, n int, students ...string) *results.Results {
	r := &results.Results{
		Schema: results.Schema, Title: "c", Grader: "g", Toolchain: "go", Shard: &results.Shard{K: k, N: n},
		Exercises:   []results.Exercise{{ID: "101_counter", Max: 10, Weight: 1}},
		Unprotected: []string{"no namespaces"},
	}
	for _, s := range students {
		r.Students = append(r.Students, results.Student{Key: s, Name: s, Grades: []results.Grade{{
			Exercise: "101_counter", State: results.Graded, Hash: "h", Points: 10,
			Verdict: &verdict.Verdict{Outcome: verdict.Passed, Points: 10, Checks: []verdict.Check{{Name: "c", State: verdict.CheckPassed, Points: 10}}},
		}}})
	}
	return r
}

func TestMerge(t *testing.T) {
	all, err := Merge([]*results.Results{part(2, 2, "cyd", "bob"), part(1, 2, "ada", "bob")})
	require.NoError(t, err)
	require.Nil(t, all.Shard)
	require.Equal(t, []string{"no namespaces"}, all.Unprotected)
	var keys []string
	for _, s := range all.Students {
		keys = append(keys, s.Key)
	}
	require.Equal(t, []string{"ada", "bob", "cyd"}, keys)
}

func TestMergeRefuses(t *testing.T) {
	change := func(r *results.Results, f func(*results.Results)) *results.Results { f(r); return r }
	for name, c := range map[string]struct {
		parts []*results.Results
		want  string
	}{
		"nothing":        {nil, "no results"},
		"missing":        {[]*results.Results{part(1, 4, "ada"), part(3, 4, "bob")}, "of 4 shards these are missing: 2, 4"},
		"other numbers":  {[]*results.Results{part(1, 2, "ada"), part(2, 3, "bob")}, "part 2 is one of 3 shards"},
		"graded whole":   {[]*results.Results{part(1, 2, "ada"), change(part(2, 2), func(r *results.Results) { r.Shard = nil })}, "part 2 is no shard"},
		"another course": {[]*results.Results{part(1, 2, "ada"), change(part(2, 2), func(r *results.Results) { r.Exercises[0].Weight = 2 })}, "part 2 is of another course"},
		"another grader": {[]*results.Results{part(1, 2, "ada"), change(part(2, 2), func(r *results.Results) { r.Toolchain = "go2" })}, "part 2 was judged by g with go2"},
		"other verdicts": {[]*results.Results{part(1, 2, "ada"), change(part(2, 2, "ada"), func(r *results.Results) {
			r.Students[0].Grades[0].Verdict.Outcome = verdict.Failed
		})}, "ada is in two parts with different verdicts on 101_counter"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Merge(c.parts)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestMoved(t *testing.T) {
	was, is := part(1, 1, "ada", "bob", "cyd", "dan", "eve"), part(1, 1, "ada", "bob", "cyd", "dan", "fay")
	is.Students[1].Grades[0].Verdict.Points, is.Students[1].Grades[0].Verdict.Outcome = 6, verdict.Failed
	is.Students[2].Grades[0].Hash = "mended"
	is.Students[2].Grades[0].Verdict.Points = 4
	is.Students[3].Grades[0].State = results.Fault
	require.Equal(t, []Move{{"bob", "101_counter", 10, 6, verdict.Passed, verdict.Failed}}, Moved(was, is))
}
