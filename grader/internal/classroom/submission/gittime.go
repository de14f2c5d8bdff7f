package submission

import (
	"os"
	"time"
)

func headTime(root *os.Root) time.Time { return time.Time{} }
