package hunt

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/schedule"
)

func TestWatched(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"a name": {
			"package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {\n\tt.Log()\n}\n",
			"package p;import w \"m/watch\"/*line :1:10*/\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {w.Test(t);/*line :5:27*/\n\tt.Log()\n}\n",
		},
		"none, and a blank one": {
			"package p\nfunc Test(*testing.T) {}\nfunc Test_b(_ *T) { return }\n",
			"package p;import w \"m/watch\"/*line :1:10*/\nfunc Test(wt /*line :2:11*/*testing.T) {w.Test(wt);/*line :2:24*/}\nfunc Test_b(wt/*line :3:14*/ *T) {w.Test(wt);/*line :3:20*/ return }\n",
		},
		"line directives": {
			"package p\n//line x.y:40\nfunc TestA(t *T) {}\n",
			"package p;import w \"m/watch\"/*line :1:10*/\n//line x.y:40\nfunc TestA(t *T) {w.Test(t);/*line :40:1*/}\n",
		},
		"no tests": {
			`package p
func TestMain(m *testing.M) {}
func Testing(t *testing.T) {}
func Testé(t *testing.T) {}
func test(t *testing.T) {}
func BenchmarkA(b *testing.B) {}
func TestTwo(t *testing.T, n int) {}
func TestPair(t, u *testing.T) {}
func TestValue(t testing.T) {}
func TestResult(t *testing.T) int { return 1 }
func TestGeneric[X any](t *testing.T) {}
func TestOutside(t *testing.T)
func (s suite) TestMethod(t *testing.T) {}
`, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, tests, err := watched([]byte(c.src), "w", "m/watch")
			require.NoError(t, err)
			if c.want == "" {
				require.Empty(t, tests)
				require.Equal(t, c.src, string(got))
				return
			}
			require.NotEmpty(t, tests)
			require.Equal(t, c.want, string(got))
		})
	}
	_, _, err := watched([]byte("package"), "w", "m/watch")
	require.Error(t, err)
}

// Every name of every test of the corpus is where it was, also when the hooks
// were put in before.
func TestWatchedKeepsPositions(t *testing.T) {
	files, err := filepath.Glob(corpus + "/*/bug/*_test.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		hooked, _, err := schedule.Rewrite(map[string][]byte{"x_test.go": src}, schedule.Options{Hook: "m/hook", Tests: true, GoVersion: "go1.13"})
		require.NoError(t, err)
		got, tests, err := watched(hooked["x_test.go"], "racekatawatch", "m/watch")
		require.NoError(t, err)
		require.NotEmpty(t, tests)
		require.Equal(t, names(t, src), names(t, got), name)
	}
}

// names are the positions of all names in a file, injected ones left out.
func names(t *testing.T, src []byte) []string {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x_test.go", src, parser.SkipObjectResolution)
	require.NoError(t, err)
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return n.Name == nil
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				x, ok := sel.X.(*ast.Ident)
				if ok && (x.Name == "racekatahook" || x.Name == "racekatawatch") {
					for _, arg := range n.Args {
						if sel.Sel.Name == "V" && arg != n.Args[0] {
							all = append(all, positions(fset, arg)...)
						}
					}
					return false
				}
			}
		case *ast.Ident:
			all = append(all, fset.Position(n.Pos()).String()+" "+n.Name)
		}
		return true
	})
	return all
}

func positions(fset *token.FileSet, n ast.Node) []string {
	var all []string
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name != "racekatahook" {
			all = append(all, fset.Position(id.Pos()).String()+" "+id.Name)
		}
		return true
	})
	return all
}

func TestFreeName(t *testing.T) {
	require.Equal(t, "w", freeName("w", nil))
	require.Equal(t, "w__", freeName("w", map[string][]byte{"a": []byte("x w y"), "b": []byte("w_")}))
}
