package grading

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"racekata/grader/internal/classroom/results"
)

// shardOf is which of n shards a name falls to, from 1.
func shardOf(name string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(name)) // never fails
	return int(h.Sum32()%uint32(n)) + 1
}

// maxShards is more machines than anybody has.
const maxShards = 10_000

// ParseShard reads "3/8".
func ParseShard(text string) (results.Shard, error) {
	k, n, ok := strings.Cut(text, "/")
	s := results.Shard{}
	var err error
	if s.K, err = strconv.Atoi(k); err == nil && ok {
		s.N, err = strconv.Atoi(n)
	}
	if !ok || err != nil || s.N < 1 || s.K < 1 || s.K > s.N || s.N > maxShards {
		return results.Shard{}, fmt.Errorf("%q is no shard: K/N is the K-th of N, such as 1/4", text)
	}
	return s, nil
}

// EnvShards is the variable that says how many shards there are in all. Without
// it the size of the array job counts, which is wrong for a part of the array
// that is submitted again.
const EnvShards = "RACEKATA_SHARDS"

// ShardFromEnvironment is the shard of a task of a Slurm array job or of a
// Kubernetes indexed Job; ok is false outside of both. getenv is os.Getenv.
//
// Slurm: SLURM_ARRAY_TASK_ID from SLURM_ARRAY_TASK_MIN on,
// SLURM_ARRAY_TASK_COUNT of them (sbatch(1)). Kubernetes:
// JOB_COMPLETION_INDEX from 0 on; how many there are is not told, so the Job
// has to set RACEKATA_SHARDS.
func ShardFromEnvironment(getenv func(string) string) (s results.Shard, ok bool, err error) {
	number := func(name string) int {
		text := getenv(name)
		if text == "" {
			return 0
		}
		n, convErr := strconv.Atoi(text)
		if convErr != nil || n < 0 {
			err = errors.Join(err, fmt.Errorf("%s is %q, which is no number", name, text))
		}
		return n
	}
	all := number(EnvShards)
	switch {
	case getenv("SLURM_ARRAY_TASK_ID") != "":
		id, first, count := number("SLURM_ARRAY_TASK_ID"), number("SLURM_ARRAY_TASK_MIN"), number("SLURM_ARRAY_TASK_COUNT")
		switch {
		case err != nil:
		case all > 0:
			s = results.Shard{K: id, N: all} // the array is counted from 1
		case first != 1:
			err = fmt.Errorf("the array begins at %d: count it from 1 (sbatch --array=1-4), or if this is a part of it, say with %s how many shards there are in all", first, EnvShards)
		default:
			s = results.Shard{K: id, N: count}
		}
	case getenv("JOB_COMPLETION_INDEX") != "":
		s = results.Shard{K: number("JOB_COMPLETION_INDEX") + 1, N: all}
		if err == nil && all == 0 {
			err = fmt.Errorf("JOB_COMPLETION_INDEX says which shard this is, and nothing says of how many: set %s to the Job's completions", EnvShards)
		}
	default:
		return s, false, nil
	}
	if err != nil {
		return results.Shard{}, false, err
	}
	if _, err := ParseShard(fmt.Sprintf("%d/%d", s.K, s.N)); err != nil {
		return results.Shard{}, false, err
	}
	return s, true, nil
}
