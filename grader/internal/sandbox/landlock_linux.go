package sandbox

import (
	"fmt"
	"os"
	"strconv"

	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
)

// landlockABI is the kernel's, 0 when it has no Landlock.
func landlockABI() int {
	v, err := ll.LandlockGetABIVersion()
	if err != nil || v < 0 {
		return 0
	}
	return v
}

// landlockSelf leaves the stage only the files that the program needs, no
// network, and signals to nobody else, as far as the kernel's ABI goes.
func landlockSelf(o *order, program string) error {
	scratch, files := o.Scratch, []string{program}
	for _, l := range o.Libraries {
		if o.Level.View {
			files = append(files, l.To)
		} else {
			files = append(files, l.From)
		}
	}
	own := landlock.RODirs("/proc/" + strconv.Itoa(os.Getpid()))
	if o.Level.View {
		scratch = insideScratch
		own = landlock.RODirs("/proc")
	}
	write := landlock.RWDirs(scratch)
	if o.Level.Landlock >= 2 {
		write = write.WithRefer() // to move a file between folders of scratch
	}
	rules := []landlock.Rule{landlock.ROFiles(files...), own, write, landlock.RWFiles("/dev/null")}
	if o.RaceLog != "" {
		log := logFile(o)
		if o.Level.View {
			log = insideLog(o)
		}
		rules = append(rules, landlock.RWFiles(log))
	}
	if err := landlock.V11.BestEffort().Restrict(rules...); err != nil {
		return fmt.Errorf("landlock: %w", err)
	}
	return nil
}
