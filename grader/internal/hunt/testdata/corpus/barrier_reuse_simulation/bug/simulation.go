package simulation

import "sync"

// Run moves each particle by its speed for a number of rounds; a round begins
// for all once the one before has ended for all.
func Run(speeds []int, rounds int, observe func(particle, round, position int)) {
	barrier := NewBarrier(len(speeds))
	var wg sync.WaitGroup
	for i, speed := range speeds {
		wg.Go(func() {
			position := 0
			for round := range rounds {
				position += speed
				observe(i, round, position)
				barrier.Wait()
			}
		})
	}
	wg.Wait()
}
