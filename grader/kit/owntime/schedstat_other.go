//go:build go1.21 && !linux

package owntime

import "time"

func schedstat(int) (ran, waited time.Duration, ok bool) { return 0, 0, false }
