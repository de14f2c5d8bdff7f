package policy

import (
	"flag"
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write constants.txt anew")

// defaultPackages are the default imports with container/* spelled out.
func defaultPackages() []string {
	var all []string
	for _, p := range DefaultImports {
		if p == "container/*" {
			all = append(all, "container/heap", "container/list", "container/ring")
			continue
		}
		all = append(all, p)
	}
	return all
}

func TestConstantsAreThoseOfTheStandardLibrary(t *testing.T) {
	var b strings.Builder
	std := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, importPath := range defaultPackages() {
		pkg, err := std.Import(importPath)
		require.NoError(t, err)
		for _, name := range pkg.Scope().Names() {
			c, ok := pkg.Scope().Lookup(name).(*types.Const)
			if !ok || !c.Exported() {
				continue
			}
			typ := types.TypeString(c.Type(), func(*types.Package) string { return "" })
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", importPath, name, typ, c.Val().ExactString())

			if named, ok := c.Type().(*types.Named); ok {
				info := named.Underlying().(*types.Basic).Info()
				require.NotZero(t, info&types.IsInteger, "constantType takes %s for an integer", typ)
			}
		}
		if *update {
			continue
		}
		ours, err := constantsOnly{}.Import(importPath)
		require.NoError(t, err)
		require.Equal(t, pkg.Name(), ours.Name())
		for _, name := range ours.Scope().Names() {
			if c, ok := ours.Scope().Lookup(name).(*types.Const); ok {
				real := pkg.Scope().Lookup(name).(*types.Const).Val()
				require.True(t, constant.Compare(real, token.EQL, c.Val()), "%s.%s", importPath, name)
			}
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("constants.txt", []byte(b.String()), 0o644))
		return
	}
	require.Equal(t, b.String(), constantsText, "run go test -update")
}
