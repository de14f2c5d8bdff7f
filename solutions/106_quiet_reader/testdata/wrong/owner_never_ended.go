// want: leak in "no goroutine is left behind"
// "The garbage collector takes the goroutine once nobody has the glossary."
package glossary

type Glossary struct {
	do   chan func(entries map[string]*entry)
	stop chan struct{}
}

type entry struct {
	meaning string
	uses    int
}

func New() *Glossary {
	g := &Glossary{do: make(chan func(map[string]*entry)), stop: make(chan struct{})}
	go g.run(map[string]*entry{})
	return g
}

func (g *Glossary) run(entries map[string]*entry) {
	for {
		select {
		case f := <-g.do:
			f(entries)
		case <-g.stop:
			return
		}
	}
}

func (g *Glossary) ask(f func(entries map[string]*entry)) {
	done := make(chan struct{})
	g.do <- func(entries map[string]*entry) {
		defer close(done)
		f(entries)
	}
	<-done
}

func (g *Glossary) Set(word, meaning string) {
	g.ask(func(entries map[string]*entry) {
		if e, ok := entries[word]; ok {
			e.meaning = meaning
			return
		}
		entries[word] = &entry{meaning: meaning}
	})
}

func (g *Glossary) Get(word string) (meaning string, found bool) {
	g.ask(func(entries map[string]*entry) {
		if e, ok := entries[word]; ok {
			e.uses++
			meaning, found = e.meaning, true
		}
	})
	return meaning, found
}

func (g *Glossary) Uses(word string) (uses int) {
	g.ask(func(entries map[string]*entry) {
		if e, ok := entries[word]; ok {
			uses = e.uses
		}
	})
	return uses
}

func (g *Glossary) Each(fn func(word, meaning string)) {
	meanings := map[string]string{}
	g.ask(func(entries map[string]*entry) {
		for word, e := range entries {
			meanings[word] = e.meaning
		}
	})
	for word, meaning := range meanings {
		fn(word, meaning)
	}
}

func (g *Glossary) Close() {}
