//go:build !linux && !darwin

package interview

import "time"

func machineClock() func() time.Duration { return sinceNow() }
