package policy

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/candidate"
)

// realPackages are code that nobody wrote with this policy in mind.
var realPackages = []string{
	"bufio", "bytes", "cmp", "container/heap", "container/list", "container/ring", "context",
	"encoding/json", "errors", "flag", "go/ast", "go/types", "io", "iter", "log",
	"maps", "math", "math/rand/v2", "regexp", "slices", "sort", "strconv", "strings",
	"sync", "sync/atomic", "text/template", "time",
}

func readPackage(t *testing.T, importPath string) candidate.Candidate {
	t.Helper()
	pkg, err := build.Import(importPath, "", 0)
	require.NoError(t, err)
	files := map[string][]byte{}
	for _, name := range pkg.GoFiles {
		if files[name], err = os.ReadFile(filepath.Join(pkg.Dir, name)); err != nil {
			require.NoError(t, err)
		}
	}
	c, err := candidate.FromFiles(files)
	require.NoError(t, err)
	return c
}

// Every identifier must stand for an imported package exactly where the
// compiler says so.
func TestScopesAgreeWithTheCompiler(t *testing.T) {
	fset := token.NewFileSet()
	std := importer.ForCompiler(fset, "source", nil)
	for _, importPath := range realPackages {
		t.Run(importPath, func(t *testing.T) {
			var files []*source
			var trees []*ast.File
			for _, f := range readPackage(t, importPath).Files {
				tree, err := parser.ParseFile(fset, f.Path, f.Content, parser.SkipObjectResolution)
				require.NoError(t, err)
				trees = append(trees, tree)
				files = append(files, &source{syntax: tree})
			}
			info := types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
			conf := types.Config{Importer: std, Error: func(error) {}}
			_, _ = conf.Check(importPath, fset, trees, &info)
			names := resolve(files)
			packages, constants, kinds := 0, 0, 0
			for id, obj := range info.Uses {
				o := names[id]
				switch obj := obj.(type) {
				case *types.PkgName:
					packages++
					require.NotNil(t, o, "%s: %s", fset.Position(id.Pos()), id.Name)
					require.Equal(t, isPackage, o.kind, "%s: %s", fset.Position(id.Pos()), id.Name)
					require.Equal(t, obj.Imported().Path(), o.path)
					continue
				case *types.Const:
					if o != nil { // a selector's is resolved by its package
						constants++
						require.Equal(t, isConstant, o.kind, "%s: %s", fset.Position(id.Pos()), id.Name)
					}
				case *types.TypeName:
					if o != nil {
						kinds++
						require.Contains(t, []objectKind{isType, isTypeParam}, o.kind, "%s: %s", fset.Position(id.Pos()), id.Name)
					}
				}
				require.False(t, o != nil && o.kind == isPackage, "%s: %s is no package", fset.Position(id.Pos()), id.Name)
			}
			t.Logf("%d packages, %d constants, %d types", packages, constants, kinds)
		})
	}
}

// The standard library breaks rules, as it must; those of shape it breaks only
// where the grader is right to refuse.
func TestNoFalseAlarmOnRealPackages(t *testing.T) {
	rightly := map[string]string{
		"go/types": RuleDotImport,
		"log":      RuleForeignVariable, // &internal.DefaultOutput
		"sync":     RuleArraySize,       // unsafe.Sizeof
	}
	for _, importPath := range realPackages {
		t.Run(importPath, func(t *testing.T) {
			seen := ""
			for _, f := range Check(readPackage(t, importPath), Rules{}) {
				switch f.Rule {
				case RuleImport, RuleDirective, RuleBuildConstraint, RuleFileName, RuleFileSize:
				case rightly[importPath]:
					seen = f.Rule
				default:
					t.Errorf("%s: %s at %+v", f.Rule, f.Title, f.Marks)
				}
			}
			require.Equal(t, rightly[importPath], seen)
		})
	}
}

// The lists of platforms are those of the toolchain that builds.
func TestPlatformsAreThoseOfTheToolchain(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/internal/syslist/syslist.go"))
	require.NoError(t, err)
	read := func(name string) []string {
		_, list, ok := strings.Cut(string(src), "var "+name+" = ")
		require.True(t, ok)
		list, _, _ = strings.Cut(list, "\n}")
		var all []string
		for _, m := range regexp.MustCompile(`"(\w+)":\s+true`).FindAllStringSubmatch(list, -1) {
			all = append(all, m[1])
		}
		return all
	}
	require.ElementsMatch(t, read("KnownOS"), slices.Collect(maps.Keys(knownOS)))
	require.ElementsMatch(t, read("KnownArch"), slices.Collect(maps.Keys(knownArch)))
}
