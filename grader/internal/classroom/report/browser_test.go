package report

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/results"
)

var screenshots = flag.String("screenshots", "", "write pictures of the page to this folder")

// browser is a page opened in Chromium, with what it said and asked for.
type browser struct {
	ctx context.Context
	mu  sync.Mutex
	// said are console messages and exceptions, asked the requests.
	said, asked []string
}

// open writes the page and opens it from the disk.
func open(t *testing.T, r *results.Results, o Options) *browser {
	t.Helper()
	var binary string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			binary = p
			break
		}
	}
	if binary == "" {
		if os.Getenv("RACEKATA_NEED_CHROMIUM") != "" {
			t.Fatal("there is no Chromium here, and RACEKATA_NEED_CHROMIUM says that there must be")
		}
		t.Skip("no Chromium here: apt-get install chromium, and this test opens the page in it")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "report.html")
	f, err := os.Create(file)
	require.NoError(t, err)
	require.NoError(t, Write(f, r, o))
	require.NoError(t, f.Close())

	options := append([]chromedp.ExecAllocatorOption{}, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Headless,
		chromedp.ExecPath(binary), chromedp.UserDataDir(filepath.Join(dir, "profile")), chromedp.WindowSize(1280, 900),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(3*time.Minute),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true))
	// Not t.Context: that ends before the clean-up that lets Chromium close.
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	b := &browser{}
	b.ctx, _ = chromedp.NewContext(ctx, chromedp.WithListener(func(ev any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, "data:") {
				b.asked = append(b.asked, ev.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			b.said = append(b.said, string(ev.Type))
		case *runtime.EventExceptionThrown:
			b.said = append(b.said, ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			b.said = append(b.said, ev.Entry.Text)
		}
	}))
	t.Cleanup(func() { require.NoError(t, chromedp.Cancel(b.ctx)) })
	b.run(t)
	for _, enable := range []func() error{
		func() error { _, err := chromedp.Call(b.ctx, network.Enable, network.EnableParams{}); return err },
		func() error { _, err := chromedp.Call(b.ctx, log.Enable, cdp.Empty{}); return err },
		func() error { _, err := chromedp.Call(b.ctx, runtime.Enable, cdp.Empty{}); return err },
	} {
		require.NoError(t, enable())
	}
	b.run(t, chromedp.Navigate("file://"+file))
	require.Equal(t, "yes", eval[string](t, b, `document.documentElement.dataset.ready || "no"`), "the script came to its end")
	return b
}

func (b *browser) run(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	require.NoError(t, chromedp.Do(b.ctx, actions...))
}

// do runs a script for what it does.
func do(script string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[*runtime.RemoteObject](script)(ctx, target)
		return chromedp.Void{}, err
	}
}

// press presses a key as a keyboard does: what it would type or set off comes
// only if the page does not prevent it. chromedp's KeyEvent sends that apart.
func (b *browser) press(t *testing.T, key, code, text string) {
	t.Helper()
	for _, p := range []input.DispatchKeyEventParams{{Type: "keyDown", Key: key, Code: code, Text: text}, {Type: "keyUp", Key: key, Code: code}} {
		_, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, p)
		require.NoError(t, err)
	}
}

// eval evaluates and returns a value of the page.
func eval[T any](t *testing.T, b *browser, script string) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(t, err)
	return v
}

// quiet requires that the page asked for nothing but itself and complained of
// nothing.
func (b *browser) quiet(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	require.Empty(t, b.said)
	require.Len(t, b.asked, 1, "itself: %v", b.asked)
}

func (b *browser) picture(t *testing.T, name string) {
	t.Helper()
	if *screenshots == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(*screenshots, name+".png"), png, 0o666))
}

const (
	firstName = `document.querySelector("#grid .body .row .name").textContent`
	shownRows = `document.querySelectorAll("#grid .body .row").length`
	focused   = `(() => { const a = document.activeElement, r = a.closest(".row"); return r ? r.getAttribute("aria-rowindex") + ":" + [...r.children].indexOf(a.closest(".row > *")) : a.id })()`
	// rest lets the page come to rest after an event: rows are filled when they
	// come near to what can be seen, some frames later on a loaded machine.
	rest = `new Promise((done) => {
		const frame = document.querySelector("#frame").getBoundingClientRect();
		const waits = () => [...document.querySelectorAll("#grid .body .row")].some((row) => {
			const r = row.getBoundingClientRect();
			return !row.querySelector(".total") && r.bottom > frame.top && r.top < frame.bottom;
		});
		const look = () => requestAnimationFrame(() => waits() ? look() : done(true));
		setTimeout(look, 20);
	})`
)

func (b *browser) rest(t *testing.T) {
	t.Helper()
	require.True(t, eval[bool](t, b, rest))
}

func TestInChromium(t *testing.T) {
	r, o := made(t, 120, 20, 11)
	b := open(t, r, o)
	b.rest(t)
	b.picture(t, "top")
	require.Equal(t, 120, eval[int](t, b, shownRows))

	t.Run("sort", func(t *testing.T) {
		b.run(t, do(`document.querySelectorAll("#grid .head button")[1].click()`))
		most := 0.0
		for i := range r.Students {
			p, _ := r.Total(&r.Students[i])
			most = max(most, p)
		}
		b.rest(t)
		require.Equal(t, number(most), eval[string](t, b, `document.querySelector("#grid .body .row .total").textContent`))
		require.Equal(t, "descending", eval[string](t, b, `document.querySelectorAll("#grid .head > *")[1].getAttribute("aria-sort")`))
		b.run(t, do(`document.querySelectorAll("#grid .head button")[1].click()`))
		b.rest(t)
		require.Equal(t, "ascending", eval[string](t, b, `document.querySelectorAll("#grid .head > *")[1].getAttribute("aria-sort")`))
		totals := eval[[]float64](t, b, `[...document.querySelectorAll("#grid .body .row")].slice(0, 10).map((r) => Number(r.querySelector(".total").textContent))`)
		require.IsIncreasing(t, append([]float64{-1}, totals[0], totals[9]+0.001))
		b.run(t, do(`document.querySelectorAll("table.sortable th button")[3].click()`))
		b.rest(t)
		kinds := eval[[]string](t, b, `[...document.querySelectorAll("table.sortable tbody tr")].map((r) => r.cells[3].textContent)`)
		require.IsNonDecreasing(t, kinds)
	})
	t.Run("filter", func(t *testing.T) {
		missing := 0
		for i := range r.Students {
			if r.Students[i].Grades[2].State == results.Missing {
				missing++
			}
		}
		b.run(t, do(`for (const [id, v] of [["where", "2"], ["what", "m"]]) { const s = document.getElementById(id); s.value = v; s.dispatchEvent(new Event("input", {bubbles: true})) }`))
		require.Equal(t, missing, eval[int](t, b, shownRows))
		b.run(t, do(`document.getElementById("tools").reset()`))
		b.rest(t)
		require.Equal(t, 120, eval[int](t, b, shownRows))
		b.run(t, do(`document.querySelector("table.sortable [data-finding]").click()`))
		b.rest(t)
		require.Less(t, eval[int](t, b, shownRows), 120)
		require.Contains(t, eval[string](t, b, `document.getElementById("shown").textContent`), "who met")
		b.run(t, do(`document.getElementById("tools").reset()`))
		b.rest(t)
	})
	t.Run("search and keyboard", func(t *testing.T) {
		b.run(t, do(`document.activeElement.blur()`))
		b.press(t, "/", "Slash", "/")
		require.Equal(t, "search", eval[string](t, b, focused))
		b.run(t, chromedp.KeyEvent("u0007"))
		require.Equal(t, 1, eval[int](t, b, shownRows))
		require.Equal(t, r.Students[7].Name, eval[string](t, b, firstName))
		b.run(t, chromedp.KeyEvent(kb.Escape))
		require.Equal(t, 120, eval[int](t, b, shownRows))
		b.run(t, chromedp.KeyEvent("none of this name"))
		require.Equal(t, 0, eval[int](t, b, shownRows))
		b.run(t, chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(kb.ArrowDown))
		require.Equal(t, "2:0", eval[string](t, b, focused))
		b.run(t, chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
		require.Equal(t, "3:2", eval[string](t, b, focused))
		require.NotEqual(t, "none", eval[string](t, b, `getComputedStyle(document.activeElement).outlineStyle`), "the focus is seen")
		b.run(t, chromedp.KeyEvent(kb.End))
		require.Equal(t, "3:21", eval[string](t, b, focused))
		b.run(t, chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		require.Equal(t, "121:21", eval[string](t, b, focused))
		require.Equal(t, "", eval[string](t, b, `(() => { const a = document.activeElement.getBoundingClientRect(), f = document.getElementById("frame").getBoundingClientRect(); return a.top >= f.top && a.bottom <= f.bottom + 1 && a.right <= f.right + 1 ? "" : JSON.stringify([a, f]) })()`), "the cell is in sight")
		b.run(t, chromedp.KeyEvent(kb.Home, chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
		require.Equal(t, "1:0", eval[string](t, b, focused), "the head, and no further")
		b.run(t, chromedp.KeyEvent(kb.ArrowDown))
		b.press(t, "Enter", "Enter", "\r")
		require.True(t, eval[bool](t, b, `document.getElementById("panel").open`))
		b.picture(t, "panel")
		b.run(t, chromedp.KeyEvent(kb.Escape))
		b.rest(t)
		require.False(t, eval[bool](t, b, `document.getElementById("panel").open`))
		require.Equal(t, "2:0", eval[string](t, b, focused), "back where it was")
	})
	b.run(t, do(`document.getElementById("tools").reset()`))
	b.rest(t)
	t.Run("dark", func(t *testing.T) {
		light := eval[string](t, b, `getComputedStyle(document.body).backgroundColor`)
		_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
		require.NoError(t, err)
		require.Equal(t, "rgb(255, 255, 255)", light)
		require.Equal(t, "rgb(21, 24, 28)", eval[string](t, b, `getComputedStyle(document.body).backgroundColor`))
		b.run(t, do(`scrollTo(0, 0)`))
		b.rest(t)
		b.picture(t, "dark")
		_, err = chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
		require.NoError(t, err)
	})
	t.Run("exercise", func(t *testing.T) {
		b.run(t, do(`document.querySelector("a[href='#ex0']").click()`))
		b.rest(t)
		require.True(t, eval[bool](t, b, `document.getElementById("ex0").open`))
		require.Equal(t, 0, eval[int](t, b, `document.querySelectorAll("#ex0 [data-names]").length`), "the names are written")
		b.rest(t)
		b.picture(t, "exercise")
		b.run(t, do(`document.documentElement.style.scrollBehavior = "auto"; document.getElementById("points").scrollIntoView()`))
		b.rest(t)
		b.picture(t, "points")
	})
	t.Run("print", func(t *testing.T) {
		pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
		require.NoError(t, err)
		if *screenshots != "" {
			require.NoError(t, os.WriteFile(filepath.Join(*screenshots, "print.pdf"), pdf, 0o666))
		}
		require.Equal(t, 120*20, eval[int](t, b, `document.querySelectorAll("#grid .body .cell").length`), "every row is filled for the printer")
	})
	b.quiet(t)
}

func TestHostileTextInChromium(t *testing.T) {
	r, o := made(t, 12, 5, 12)
	poison(r, &o)
	b := open(t, r, o)
	b.run(t, do(`for (const d of document.querySelectorAll("details")) d.open = true; document.querySelectorAll("#grid .body .row")[0].firstChild.click()`))
	b.rest(t)
	require.Contains(t, eval[string](t, b, `document.getElementById("panel").textContent`), "</script><script>window.broken=1", "it is shown as text")
	require.Equal(t, "undefined", eval[string](t, b, `typeof window.broken`))
	require.Equal(t, 0, eval[int](t, b, `document.querySelectorAll("img, iframe, object, embed, form[action]").length`))
	b.picture(t, "hostile")
	b.quiet(t)
}

// The page forbids what would leave it, even to a script that got in.
func TestPolicyInChromium(t *testing.T) {
	r, o := made(t, 3, 2, 13)
	b := open(t, r, o)
	require.Equal(t, "refused", eval[string](t, b, `fetch("http://127.0.0.1:1/").then(() => "sent", (e) => "refused")`))
	b.run(t, do(`{ const s = document.createElement("script"); s.textContent = "window.broken = 1"; document.body.append(s) }`))
	require.Equal(t, "undefined", eval[string](t, b, `typeof window.broken`))
	b.mu.Lock()
	defer b.mu.Unlock()
	require.Contains(t, strings.Join(b.said, "\n"), "Content Security Policy")
}

// A class of a thousand: how long until the page can be used, and how long a
// sort and a search take. Limits are for a busy machine; the log says the figures.
func TestAThousandInChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("a class of a thousand takes a while")
	}
	r, o := made(t, 1000, 20, 14)
	for i := range r.Students { // the picture is for the guide
		r.Students[i].Name = fmt.Sprintf("Student %04d", i)
		for j, g := range r.Students[i].Grades {
			if g.State == results.Fault {
				r.Students[i].Grades[j] = results.Grade{Exercise: g.Exercise, State: results.Missing}
			}
		}
	}
	b := open(t, r, o)
	b.rest(t)
	const timed = `(() => { const t = performance.now(); %s; document.body.offsetHeight; return performance.now() - t })()`
	nav := eval[map[string]float64](t, b, `(() => { const n = performance.getEntriesByType("navigation")[0]; return { interactive: n.domInteractive, loaded: n.loadEventEnd } })()`)
	sort := eval[float64](t, b, strings.Replace(timed, "%s", `document.querySelectorAll("#grid .head button")[1].click()`, 1))
	search := eval[float64](t, b, strings.Replace(timed, "%s", `const s = document.getElementById("search"); s.value = "Student 0742"; s.dispatchEvent(new Event("input", {bubbles: true}))`, 1))
	require.Equal(t, 1, eval[int](t, b, shownRows))
	t.Logf("1,000 × 20: loaded after %.0f ms (document read after %.0f), sort %.0f ms, search %.0f ms", nav["loaded"], nav["interactive"], sort, search)
	require.Greater(t, nav["loaded"], 0.0)
	require.Less(t, nav["loaded"], 30000.0)
	b.run(t, do(`document.getElementById("tools").reset(); document.querySelectorAll("#grid .head button")[0].click()`))
	b.rest(t)
	b.picture(t, "thousand")
	b.quiet(t)
}
